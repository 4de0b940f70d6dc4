import pytest

from clicklens.data.description import FieldDescription
from clicklens.data.finding import field_findings, row_findings
from clicklens.data.manifest import Manifest, SplitSummary
from tests.factories import make_schema


def field(**values):
    base = {"name": "x", "kind": "categorical", "side": "user", "cardinality": 500, "once_share": 0.1}
    return FieldDescription(**{**base, "missing_share": {"train": 0.0}, "unknown_share": {"train": 0.0}, **values})


def manifest(**days):
    """A split with (day, rows, rate) for each name."""
    splits = {}
    for name, entries in days.items():
        rows = sum(count for _, count, _ in entries)
        ones = sum(count * rate for _, count, rate in entries)
        splits[name] = SplitSummary(
            rows=rows,
            label_rate={"click": ones / rows if rows else None},
            rows_by_day={day: count for day, count, _ in entries},
            label_rate_by_day={"click": {day: rate for day, _, rate in entries}},
        )
    schema = make_schema()
    values = {"name": "s", "feature_schema": schema, "schema_digest": "", "digest": "", "created": ""}
    return Manifest(**values, splits=splits, tables={})


def told(findings):
    return [(found.severity, found.text) for found in findings]


def test_an_ordinary_field_gives_nothing_to_say():
    assert told(field_findings(field())) == []


@pytest.mark.parametrize(
    ("values", "severity", "text"),
    [
        ({"cardinality": 1}, "warning", "field 'x' holds one value only in train"),
        ({"cardinality": None, "once_share": None, "low": 2.0, "high": 2.0}, "warning", "holds one value only"),
        ({"leak_auc": 0.96}, "warning", "gives the label away: alone it ranks held-out rows with an AUC of 0.960"),
        ({"once_share": 0.62}, "info", "62% of the 500 ids of 'x' occur once in train, never a second time"),
        ({"missing_share": {"train": 0.97}}, "info", "field 'x' is missing in 97.0% of the rows of train"),
        ({"unknown_share": {"train": 0.9, "test": 0.4}}, "info", "40% of the ids of 'x' in test are unknown to train"),
    ],
)
def test_what_looks_wrong_with_a_field_is_said(values, severity, text):
    ((found, words),) = told(field_findings(field(**values)))
    assert found == severity
    assert text in words


@pytest.mark.parametrize(
    "values",
    [
        {"cardinality": 1, "missing_share": {"train": 0.5}},  # there or not there is two values
        {"leak_auc": 0.94},
        {"cardinality": 20, "once_share": 0.9},
        {"unknown_share": {"train": 0.9, "test": None}},
    ],
)
def test_what_is_right_or_too_little_to_judge_is_left_alone(values):
    assert told(field_findings(field(**values))) == []


def test_a_split_of_one_class_or_without_rows_is_said():
    found = told(row_findings(manifest(train=[(1, 50, 0.0)], test=[])))
    assert found == [
        ("warning", "every label 'click' in the split 'train' is 0: AUC is undefined there"),
        ("warning", "the split 'test' has no rows"),
    ]


def test_days_without_rows_are_said_over_all_splits():
    found = told(row_findings(manifest(train=[(1, 50, 0.5), (2, 50, 0.5)], test=[(5, 50, 0.5), (7, 50, 0.5)])))
    assert found == [("info", "no rows on day 3 to 4, 6, though there are rows before and after")]


def test_a_jump_of_the_label_rate_is_said_if_chance_does_not_explain_it():
    found = told(row_findings(manifest(train=[(1, 5_000, 0.1), (2, 5_000, 0.2)], test=[(3, 5_000, 0.21)])))
    assert found == [("info", "the rate of 'click' jumps from 10.00% on day 1 to 20.00% on day 2")]
    assert told(row_findings(manifest(train=[(1, 50, 0.1), (2, 50, 0.2)]))) == []
