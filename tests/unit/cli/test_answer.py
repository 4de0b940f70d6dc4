"""An answer is told in words and a table, or as JSON, and saved where that is possible."""

import json

import pandas as pd
import pytest

from clicklens.cli.answer import refuse_places, save, tell
from clicklens.core.errors import RequestError
from tests.live_results import make_what_if


def test_it_is_told_in_words_and_a_table_or_as_json(capsys):
    result = make_what_if(0.5, 0.7)
    tell(result, "what-if", False)
    assert "all together" in capsys.readouterr().out
    tell(result, "what-if", True)
    assert json.loads(capsys.readouterr().out)["kind"] == "what_if"


def test_picture_and_table_are_saved(tmp_path):
    for picture, table in (("a.svg", "a.csv"), ("a.png", "a.parquet"), ("a.pdf", "b.csv")):
        save(tmp_path / picture, tmp_path / table, make_what_if(0.5))
        assert (tmp_path / picture).stat().st_size
    assert len(pd.read_csv(tmp_path / "a.csv")) == len(pd.read_parquet(tmp_path / "a.parquet")) == 2
    save(None, None, make_what_if(0.5))


def test_places_where_nothing_can_be_saved_are_named_first(tmp_path):
    refuse_places(tmp_path / "a.png", None)
    with pytest.raises(RequestError, match=r"--picture .*a.bmp: give a name that ends in .png, .svg or .pdf"):
        refuse_places(tmp_path / "a.bmp", None)
    with pytest.raises(RequestError, match=r"--table .*: the folder .*no does not exist"):
        refuse_places(None, tmp_path / "no" / "a.csv")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(RequestError, match="is a folder"):
        refuse_places(None, tmp_path / "b.csv")
