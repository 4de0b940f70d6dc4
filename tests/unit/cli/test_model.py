"""Looking into a model from the command line: weights and attention."""

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


def test_attention_in_a_row_and_over_many_is_told_of_a_model_that_has_none(shell, shell_json):
    words = ("attention", "small", "3", "-c", "item=103;price=5", "-c", "item=104", "--store", "STORE")
    code, out, err = shell(*words)
    assert code == 0, err
    assert "does not weigh its inputs by itself" in " ".join(out.split())
    assert [one["changes"] for one in shell_json(*words)["candidates"]] == [
        {},
        {"item": "103", "price": 5.0},
        {"item": "104"},
    ]
    over = ("attention-sample", "small", "--rows", "50", "--store", "STORE")
    assert shell_json(*over)["rows"] == {"test": 50}


def test_ids_are_drawn_as_a_map(shell, shell_json, tmp_path):
    words = ("embedding-map", "small", "--field", "item", "--category", "user", "--example", "3", "--store", "STORE")
    picture = tmp_path / "a.svg"
    code, out, err = shell(*words, "-p", str(picture))
    assert code == 0, err
    assert "The map shows" in out
    assert picture.exists()
    assert shell_json(*words)["kind"] == "embedding_map"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("embedding-map", "small", "--field", "itm"), "did you mean 'item'"),
        (("embedding-map", "small", "--method", "isomap"), "method"),
        (("embedding-map", "small", "--ids", "1"), "ids"),
        (("attention", "small", "3", "-c", "item"), "FIELD=VALUE is expected, such as user=VALUE"),
        (("attention", "small", "3", "-c", "itm=5"), "did you mean 'item'"),
        (("attention", "small", "9999"), "has no example 9999"),
        (("attention-sample", "small", "--rows", "0"), "1 to 20,000 can be"),
        (("attention-sample", "small", "--split", "tset"), "did you mean 'test'"),
        (("weights", "small", "--step", "9999"), "no checkpoint near step 9,999"),
        (("weights", "nobody"), "nobody"),
        (("weights", "small", "-p", "a.bmp"), ".png, .svg or .pdf"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(shell, words, told):
    code, _, err = shell(*words, "--store", "STORE")
    assert code == 2
    assert told in " ".join(err.split())
