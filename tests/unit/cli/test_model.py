"""Looking into a model from the command line: weights."""

import pandas as pd
import pytest


def test_weights_are_told_in_words_table_json_and_picture(shell, shell_json, tmp_path):
    words = ("weights", "small", "--store", "STORE")
    picture, table = tmp_path / "a.svg", tmp_path / "a.csv"
    code, out, err = shell(*words, "-p", str(picture), "-t", str(table))
    assert code == 0, err
    assert "parameters" in out
    assert picture.read_text().lstrip().startswith("<?xml")
    assert "norm_median" in pd.read_csv(table)
    assert shell_json(*words)["kind"] == "weights"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("weights", "small", "--step", "9999"), "no checkpoint near step 9,999"),
        (("weights", "nobody"), "nobody"),
        (("weights", "small", "-p", "a.bmp"), ".png, .svg or .pdf"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(shell, words, told):
    code, _, err = shell(*words, "--store", "STORE")
    assert code == 2
    assert told in " ".join(err.split())
