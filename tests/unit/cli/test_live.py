"""Asking a model about one row from the command line: what-if and scan."""

import pandas as pd
import pytest


def test_what_if_answers_in_words_table_json_and_picture(shell, shell_json, tmp_path):
    words = ("what-if", "small", "3", "-c", "item=103", "-c", "price=5", "--store", "STORE")
    picture, table = tmp_path / "a.svg", tmp_path / "a.csv"
    code, out, err = shell(*words, "-p", str(picture), "-t", str(table))
    assert code == 0, err
    assert "Pctr goes from" in out
    assert "all together" in out
    assert picture.read_text().lstrip().startswith("<?xml")
    assert len(pd.read_csv(table)) == 4
    found = shell_json(*words)
    assert (found["kind"], found["example_id"], found["split"]) == ("what_if", 3, "train")


def test_values_are_text_lists_stand_in_brackets_and_nothing_is_missing(shell_json):
    words = (
        "what-if",
        "small",
        "3",
        "-c",
        "tags=[t1, 'no, such']",
        "-c",
        "user=007",
        "-c",
        "price=",
        "--store",
        "STORE",
    )
    tags, user, price = shell_json(*words)["changes"]
    assert tags["after"] == ["t1", "no, such"]
    assert tags["known"]["unknown"] == ["no, such"]
    assert user["after"] == "007"
    assert price["after"] is None


def test_scan_answers_in_words_and_json(shell, shell_json):
    words = ("scan", "small", "3", "item", "--limit", "4", "--store", "STORE")
    code, out, err = shell(*words)
    assert code == 0, err
    assert "item moves this row's pctr" in out
    assert len(shell_json(*words)["points"]) in (4, 5)
    given = shell_json("scan", "small", "3", "item", "-v", "103", "-v", "104", "--store", "STORE")
    assert {point["value"] for point in given["points"]} == {"103", "104"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("what-if", "small", "3"), "give at least one change"),
        (("what-if", "small", "3", "-c", "item"), "--change item: FIELD=VALUE is expected, such as user=VALUE"),
        (("what-if", "small", "3", "-c", "itm=5"), "did you mean 'item'"),
        (("what-if", "small", "3", "-c", "price=cheap"), "field 'price' is 'cheap': a number is needed"),
        (("what-if", "small", "3", "-c", "tags=[a"), "--change tags=[a: not a list"),
        (("what-if", "small", "9999", "-c", "item=5"), "has no example 9999"),
        (("what-if", "small", "3", "-c", "item=5", "--split", "test"), "not in the split 'test' but in 'train'"),
        (("what-if", "small", "3", "-c", "item=5", "--split", "tset"), "did you mean 'test'"),
        (("what-if", "small", "3", "-c", "item=5", "--step", "9999"), "no checkpoint near step 9,999"),
        (("what-if", "nobody", "3", "-c", "item=5"), "nobody"),
        (("what-if", "small", "three", "-c", "item=5"), "EXAMPLE"),
        (("scan", "small", "3", "itm"), "did you mean 'item'"),
        (("scan", "small", "3", "item", "--limit", "0"), "1 to 10,000"),
        (("scan", "small", "3", "item", "-p", "a.bmp"), ".png, .svg or .pdf"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(shell, words, told):
    code, _, err = shell(*words, "--store", "STORE")
    assert code == 2
    assert told in " ".join(err.split())
