from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError, DataError
from clicklens.core.schema import FeatureSchema
from clicklens.data.assignment import assignment, split_column
from clicklens.data.chunk import chunks
from clicklens.data.source import open_source
from clicklens.data.split import ColumnSplit, GivenSplit, RandomSplit, TimeSplit

SCHEMA = FeatureSchema.model_validate({"name": "s", "fields": ["x"], "day": "t"})


def assigned(rule, values, *, column="t", rows=3):
    source = open_source(pa.table({column: values}))
    sends = assignment(rule, source, SCHEMA)
    return [sends.splits[code] for chunk in chunks(source, rows=rows) for code in sends.of(chunk)]


def test_without_a_rule_every_row_is_for_training():
    assert assigned(None, [1, 2]) == ["train", "train"]


def test_given_rows_cannot_be_split_again():
    with pytest.raises(ConfigError, match="the split 'given' needs rows by split"):
        assigned(GivenSplit(), [1])


@given(st.lists(st.integers(0, 12), min_size=3, max_size=60), st.integers(1, 4), st.integers(0, 4))
def test_the_future_never_lies_in_the_past(times, test, validation):
    found = assigned(TimeSplit(test_share=test / 10, validation_share=validation / 10), times)
    spans = [[t for t, split in zip(times, found, strict=True) if split == s] for s in ("train", "validation", "test")]
    spans = [span for span in spans if span]
    assert all(max(before) < min(after) for before, after in pairwise(spans))
    if len(set(times)) > 2:
        assert len(spans) == 2 + (validation > 0)


def test_a_time_split_can_start_at_a_moment():
    dates = ["2014-10-28", "2014-10-29", "2014-10-29 12:00:00", "2014-10-30"]
    rule = TimeSplit(validation_from="2014-10-29", test_from="2014-10-30")
    assert assigned(rule, dates) == ["train", "validation", "validation", "test"]
    assert assigned(TimeSplit(test_from=3), [1, 5, 3, 2]) == ["train", "test", "test", "train"]


def test_moments_in_the_wrong_order_or_on_another_clock_are_refused():
    with pytest.raises(ConfigError, match="test_from must lie after validation_from"):
        assigned(TimeSplit(validation_from=5, test_from=5), [1])
    with pytest.raises(ConfigError, match="test_from is '2014-10-30', but the column holds whole numbers"):
        assigned(TimeSplit(test_from="2014-10-30"), [1])


def test_whole_numbers_and_dates_cannot_be_told_by_one_clock(tmp_path):
    (tmp_path / "a.csv").write_text("t\n1\n")
    (tmp_path / "b.csv").write_text("t\n2014-10-30\n")
    with pytest.raises(
        DataError, match=r"b\.csv: time column 't' holds whole numbers in one place and dates in another"
    ):
        assignment(TimeSplit(test_share=0.5), open_source(tmp_path), SCHEMA)


@given(st.lists(st.sampled_from(["a", "b", "c", "d", None]), min_size=1, max_size=40), st.integers(1, 5))
def test_all_rows_of_a_group_lie_in_one_split_whatever_the_pieces(groups, rows):
    rule = RandomSplit(test_share=0.3, validation_share=0.3, by="t", seed=1)
    values = pa.array(groups, pa.string())
    found = assigned(rule, values, rows=rows)
    for group in set(groups) - {None}:
        assert len({split for g, split in zip(groups, found, strict=True) if g == group}) == 1
    assert found == assigned(rule, values, rows=100)


def test_a_random_split_takes_its_shares_and_another_seed_other_rows():
    found = assigned(RandomSplit(test_share=0.2, validation_share=0.1), list(range(20_000)), rows=999)
    shares = {name: found.count(name) / len(found) for name in set(found)}
    assert shares == pytest.approx({"train": 0.7, "validation": 0.1, "test": 0.2}, abs=0.01)
    other = assigned(RandomSplit(test_share=0.2, validation_share=0.1, seed=1), list(range(20_000)))
    assert np.mean(np.array(found) == np.array(other)) < 0.65


def test_rows_without_a_group_are_drawn_one_by_one():
    found = assigned(RandomSplit(test_share=0.5, by="t"), pa.array([None] * 200, pa.int64()))
    assert 50 < found.count("test") < 150


def test_a_column_says_where_a_row_belongs_as_text_or_number():
    rule = ColumnSplit(column="t", train=(1, 2), test=("3",))
    assert assigned(rule, [3, 1, 2]) == assigned(rule, ["3", "1", "2"]) == ["test", "train", "train"]


def test_a_value_that_no_split_names_is_refused_unless_train_takes_all_others():
    with pytest.raises(DataError, match=r"frame, row 2: split column 't' is 'z': no split names it; named are a, b"):
        assigned(ColumnSplit(column="t", train=("a",), test=("b",)), ["a", "z"])
    assert assigned(ColumnSplit(column="t", test=("b",)), ["a", "b", None]) == ["train", "test", "train"]


def test_a_time_split_reads_the_time_or_the_day_of_the_schema():
    assert split_column(TimeSplit(test_share=0.1), SCHEMA) == "t"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("x", "write a line 'day: COLUMN' or 'time: COLUMN' into the schema.*kind=time column=COLUMN"),
        ("day", r"write the line 'day: day' \(and no field 'day'\) into the schema.*kind=time column=day"),
        ("Timestamp", "write the line 'time: Timestamp'.*or split by chance"),
    ],
)
def test_a_schema_that_says_no_moment_is_told_what_to_write(field, told):
    schema = FeatureSchema.model_validate({"name": "s", "fields": [field]})
    with pytest.raises(ConfigError, match=told):
        split_column(TimeSplit(test_share=0.1), schema)
