import datetime

import pytest

from clicklens.core.errors import ConfigError
from clicklens.data.split import ColumnSplit, RandomSplit, TimeSplit, parse_split_rule


def test_a_rule_is_parsed_by_its_kind():
    assert parse_split_rule({"kind": "time", "test_share": 0.2}, source="--split") == TimeSplit(test_share=0.2)
    values = {"kind": "column", "column": "split", "test": ["b", 2]}
    assert parse_split_rule(values, source="--split") == ColumnSplit(column="split", test=("b", 2))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"kind": "tme"}, "--split: 'kind' is 'tme'; did you mean 'time'"),
        ({}, "--split: 'kind' is None; known: column, given, random, time"),
        ({"kind": "random", "tes_share": 0.1}, "--split: unknown setting 'tes_share'; did you mean 'test_share'"),
        ({"kind": "random"}, "give test_share or validation_share"),
        ({"kind": "time", "test_share": 0.6, "validation_share": 0.4}, "leave some to train on"),
        ({"kind": "time", "test_share": 0.6, "test_from": 3}, "give shares or first moments, not both"),
        ({"kind": "column", "column": "c"}, "name the values of validation or of test"),
        ({"kind": "column", "column": "c", "train": [1], "test": ["1"]}, "the value '1' stands in two splits"),
    ],
)
def test_a_rule_that_says_nothing_or_two_things_is_refused(values, told):
    with pytest.raises(ConfigError, match=told):
        parse_split_rule(values, source="--split")


def test_a_date_as_yaml_reads_it_is_taken_as_text():
    assert TimeSplit(test_from=datetime.date(2014, 10, 30)).test_from == "2014-10-30"


def test_equal_rules_have_equal_digests():
    assert RandomSplit(test_share=0.5).digest() == RandomSplit(test_share=0.5, seed=0).digest()
