"""How numbers, times and models are said."""

import numpy as np
import pandas as pd
import pytest

from clicklens.report.wording import markup, read_time, say_duration, say_model, say_time, say_value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (pd.NA, "–"),
        (np.float32("nan"), "–"),
        (True, "yes"),
        (np.bool_(False), "no"),
        (1234567, "1,234,567"),
        (np.int64(1600), "1,600"),
        (0.70123456, "0.7012"),
        (-0.5, "-0.5000"),
        (0.0, "0.0000"),
        (0.00001234, "1.23e-05"),
        (12.345, "12.35"),
        (123456.7, "123,457"),
        (float("inf"), "∞"),
        ("用户", "用户"),
    ],
)
def test_a_value_is_said(value: object, said: str) -> None:
    assert say_value(value) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "0 s"),
        (48, "48 s"),
        (59.6, "1 min"),
        (130, "2 min 10 s"),
        (3600, "1 h"),
        (11100, "3 h 5 min"),
        (187200, "2 d 4 h"),
    ],
)
def test_a_duration_is_in_words(seconds: float, said: str) -> None:
    assert say_duration(seconds) == said


def test_a_time_is_said_in_utc_whatever_its_zone() -> None:
    assert say_time("2026-03-14T09:05:00Z") == "14 March 2026, 09:05 UTC"
    assert say_time("2026-03-14T09:05:00+08:00") == "14 March 2026, 01:05 UTC"


def test_what_is_no_time_stays_as_it_is() -> None:
    assert say_time("soon") == "soon"
    assert read_time(None) is None


def test_a_model_is_said_without_what_is_unset() -> None:
    spec = {"kind": "gwen", "hidden": [256, 128], "embedding_dim": 8, "dropout": 0.0, "bias_field": None}
    assert say_model(spec) == "gwen; hidden layers 256, 128; embedding dim 8"
    assert say_model({}) == "a model"


def test_a_sentence_is_escaped_and_what_is_quoted_becomes_code() -> None:
    assert markup("leans on `<b>` & more") == "leans on <code>&lt;b&gt;</code> &amp; more"
