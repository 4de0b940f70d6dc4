"""Fields that act together, from the command line."""

import pandas as pd
import pytest

WORDS = ("interactions", "small", "--rows", "12", "--asked", "60", "--top", "2", "--store", "STORE")


def test_sets_are_told_in_words_table_json_and_picture(shell, shell_json, tmp_path):
    picture, table = tmp_path / "a.svg", tmp_path / "a.csv"
    code, out, err = shell(*WORDS, "-p", str(picture), "-t", str(table))
    assert code == 0, err
    assert "12 rows of test" in " ".join(out.split())
    assert "by chance" in out
    assert picture.read_text().lstrip().startswith("<?xml")
    assert {"fields", "count", "by_chance", "p", "stability"} <= set(pd.read_csv(table))
    found = shell_json(*WORDS)
    assert found["kind"] == "interactions"
    assert len(found["sets"]) <= 2
    assert found["settings"]["asked"] == 60


def test_one_row_is_told_by_itself(shell, shell_json):
    words = ("interactions", "small", "--row", "3", "--detector", "arch_detect", "--store", "STORE")
    code, out, err = shell(*words)
    assert code == 0, err
    assert "example 3" in out
    found = shell_json(*words)
    assert (found["kind"], found["example_id"]) == ("row_interactions", 3)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rows", "1"), "rows"),
        (("--row", "99999"), "has no example 99999"),
        (("--detector", "nidd"), "detector"),
        (("--off", "none"), "off"),
        (("--split", "tset"), "did you mean 'test'"),
        (("--step", "9999"), "no checkpoint near step 9,999"),
        (("-p", "a.bmp"), ".png, .svg or .pdf"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(shell, words, told):
    code, _, err = shell("interactions", "small", *words, "--store", "STORE")
    assert code == 2
    assert told in err
