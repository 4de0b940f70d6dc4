"""Asking a run from the command line: analyze, compare, refine."""

import pandas as pd
import pytest

from clicklens.analysis import ANALYSES
from tests.factories import FIRST_DAY


@pytest.mark.parametrize("kind", sorted(ANALYSES))
def test_every_analysis_answers_in_words_table_and_json(shell, shell_json, kind, tmp_path):
    picture, table = tmp_path / "a.svg", tmp_path / "a.csv"
    words = ("analyze", "small", kind, "--store", "STORE", "--picture", str(picture), "--table", str(table))
    code, out, err = shell(*words)
    assert code == 0, err
    assert f"{kind} of" in out
    assert picture.read_text().lstrip().startswith("<?xml")
    assert len(pd.read_csv(table))
    assert shell_json("analyze", "small", kind, "--store", "STORE")["kind"] == kind


def test_without_a_kind_the_questions_are_listed(shell):
    out = shell("analyze", "small")[1]
    assert all(kind in out for kind in ANALYSES)


def test_an_unknown_kind_names_the_nearest(shell):
    code, _, err = shell("analyze", "small", "salency", "--store", "STORE")
    assert code == 2
    assert "did you mean 'saliency'" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--split", "tset"), "did you mean 'test'"),
        (("--step", "999"), "999"),
        (("--set", "topids=3"), "top_ids"),
        (("--picture", "a.bmp"), ".png, .svg or .pdf"),
        (("--table", "a.xls"), ".csv or .parquet"),
    ],
)
def test_a_wrong_request_says_what_would_be_right(shell, words, told):
    code, _, err = shell("analyze", "small", "saliency", "--store", "STORE", *words)
    assert code == 2
    assert told in err


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("probe", ("--split", "test"), "--split test: probe looks at several; say --set splits=[test]"),
        ("probe", ("--step", "4"), "--step 4: probe looks at several; say --set steps=[4]"),
        ("scores", ("--split", "test", "--set", "binz=3"), "--split test: scores looks at several"),
    ],
)
def test_an_option_that_an_analysis_does_not_take_is_named_as_it_was_given(shell, kind, words, told):
    code, _, err = shell("analyze", "small", kind, "--store", "STORE", *words)
    assert code == 2
    assert told in " ".join(err.split())


def test_a_run_is_compared_with_itself_at_another_step(shell, shell_json):
    steps = shell_json("runs", "show", "small", "--store", "STORE")["snapshots"]
    words = ("compare", "small", "small", "--step", str(steps[0]), "--other-step", str(steps[-1]), "--store", "STORE")
    assert shell(*words)[0] == 0
    assert shell_json(*words)["kind"] == "comparison"


def test_two_days_of_a_run_are_compared(shell, shell_json):
    days = (FIRST_DAY + 2, FIRST_DAY + 3)
    words = ("--day", str(days[0]), "--other-day", str(days[1]), "--store", "STORE")
    found = shell_json("compare", "small", "small", *words)
    assert (found["before"]["day"], found["after"]["day"]) == days
    code, _, err = shell("compare", "small", "small", "--day", "0", "--store", "STORE")
    assert code == 2
    assert "--other-day" in err


def test_a_refinement_reports_its_verdict(shell_json):
    verdict = shell_json("refine", "small", "drop-layer", "2", "--seeds", "2", "--store", "STORE")
    assert verdict["change"] == "drop-layer 2"
    assert len(verdict["runs_after"]) == 2
    assert "AUC" in verdict["text"]


def test_a_wrong_change_shows_the_right_form(shell):
    code, _, err = shell("refine", "small", "drop-layer", "two", "--store", "STORE")
    assert code == 2
    assert "drop-layer 4" in err


def test_effects_are_a_measure_of_saliency_of_their_own(shell_json):
    words = ("analyze", "small", "saliency", "--store", "STORE")
    effect, gradient = shell_json(*words, "--set", "measure=effect"), shell_json(*words)
    assert (effect["measure"], gradient["measure"]) == ("effect", "gradient")
    assert set(effect["fields"]) == set(gradient["fields"])
    assert effect["series"] != gradient["series"]
    assert "of the effect on" in " ".join(finding["text"] for finding in effect["findings"])
    assert "saliency" not in " ".join(finding["text"] for finding in effect["findings"])


def test_a_picture_of_effects_calls_them_that(shell, tmp_path):
    picture = tmp_path / "effect.svg"
    words = ("analyze", "small", "saliency", "--set", "measure=effect", "--store", "STORE", "-p", str(picture))
    assert shell(*words)[0] == 0
    drawn = picture.read_text()
    assert "Which fields move pctr" in drawn
    assert "aliency" not in drawn


def test_fields_are_crossed_and_given_to_another_model(shell_json):
    words = ("refine", "small", "cross", "user,item", "--fields", "item,price", "--target", "logistic", "--seeds", "2")
    verdict = shell_json(*words, "--min-count", "2", "--buckets", "4", "--store", "STORE")
    assert verdict["change"] == "cross user,item item,price for logistic"
    assert [cross["field"] for cross in verdict["growth"]["crosses"]] == ["user_x_item", "item_x_price"]
    assert verdict["growth"]["ids_after"] > verdict["growth"]["ids_before"]


def test_what_cannot_be_crossed_is_named(shell):
    code, _, err = shell("refine", "small", "cross", "user,tags", "--store", "STORE")
    assert code == 2
    assert "'tags', which holds many ids a row" in " ".join(err.split())
