"""The values by which rows are told apart in a table."""

import numpy as np
import pytest

from clicklens.analysis.field_values import field_values, has_values
from clicklens.core.field import CategoricalField, DenseField, NumericField, SequenceField

GENRE, PRICE = CategoricalField(name="genre"), NumericField(name="price")


def test_the_most_frequent_values_come_first_and_others_are_none():
    found = field_values(GENRE, ["War", "Drama", "War", "News", "Drama", "War", None, None, None, None], most=3)
    assert found.names == ("missing", "War", "Drama")
    assert found.value.tolist() == [1, 2, 1, -1, 2, 1, 0, 0, 0, 0]


def test_of_many_values_the_whole_cell_counts():
    tags = CategoricalField(name="tags", multi=True)
    found = field_values(tags, [["a", "b"], ["a", "b"], ["a"], []], most=4)
    assert found.names[0] == "a, b"
    assert set(found.names) == {"a, b", "a", "missing"}


def test_of_a_history_the_newest_entry_counts():
    history = SequenceField(name="history", table="item")
    found = field_values(history, [["1", "2"], ["5", "2"], ["2", "7"], []], most=3)
    assert found.names == ("newest 2", "empty", "newest 7")
    assert found.value.tolist() == [0, 0, 2, 1]


def test_a_number_falls_into_ranges_that_hold_equally_many_rows():
    found = field_values(PRICE, [*np.arange(100.0), np.nan], most=5)
    assert found.names == ("0 to 24.75", "24.75 to 49.5", "49.5 to 74.25", "74.25 to 99", "missing")
    assert np.bincount(found.value).tolist() == [25, 25, 25, 25, 1]


def test_a_number_of_few_values_keeps_them():
    found = field_values(PRICE, [2.0, 1.0, 2.5, 1.0], most=8)
    assert found.names == ("1", "2", "2.5")
    assert found.value.tolist() == [1, 0, 2, 0]


@pytest.mark.parametrize("cells", [[np.nan, np.nan], [3.0, 3.0]])
def test_a_number_that_does_not_vary_is_one_value(cells):
    found = field_values(PRICE, cells, most=4)
    assert len(found.names) == 1
    assert found.value.tolist() == [0, 0]


def test_vectors_have_no_few_values():
    assert has_values(GENRE)
    assert not has_values(DenseField(name="text", width=3))
