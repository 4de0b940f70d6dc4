import datetime
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import DataError
from clicklens.core.field import CategoricalField, SequenceField
from clicklens.data.key import as_keys, key_kind, many_keys, single_keys
from tests.factories import make_chunk

MANY = CategoricalField(name="x", multi=True, max_length=3)


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ([pa.int64(), pa.list_(pa.int32())], "integer"),
        ([pa.int64(), pa.float64(), pa.null()], "integer"),
        ([pa.int64(), pa.string()], "text"),
        ([pa.dictionary(pa.int8(), pa.int64())], "integer"),
        ([pa.uint64()], "text"),
        ([pa.bool_()], "text"),
        ([pa.null()], "text"),
    ],
)
def test_a_table_holds_whole_numbers_only_if_all_its_columns_do(types, kind):
    assert key_kind(types) == kind


def test_whole_floats_become_whole_numbers():
    chunk = make_chunk(x=[1.0, None, float(2**53)])
    assert single_keys(chunk, CategoricalField(name="x"), "integer").to_pylist() == [1, None, 2**53]
    assert single_keys(chunk, CategoricalField(name="x"), "text").to_pylist() == ["1", None, str(2**53)]


@pytest.mark.parametrize("value", [1.5, float("nan"), float("inf")])
def test_a_float_that_is_not_whole_is_no_id(value):
    with pytest.raises(DataError, match=rf"frame, row 2: field 'x' is {value}: an id is a whole number or text"):
        single_keys(make_chunk(x=pa.array([1.0, value])), CategoricalField(name="x"), "integer")


def test_a_float_too_large_to_be_exact_is_no_id():
    values = pa.array([1.0, 16777218.0], pa.float32())
    with pytest.raises(
        DataError, match=r"row 2: .* float cannot tell ids of this size apart; store the column as int64"
    ):
        single_keys(make_chunk(x=values), CategoricalField(name="x"), "integer")


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ([True, False], ["true", "false"]),
        ([datetime.date(2014, 10, 21)], ["2014-10-21"]),
        (pa.array([2**64 - 1], pa.uint64()), [str(2**64 - 1)]),
    ],
)
def test_anything_with_a_text_of_its_own_can_be_a_key(values, keys):
    assert single_keys(make_chunk(x=values), CategoricalField(name="x"), "text").to_pylist() == keys


@pytest.mark.parametrize("values", [[{"a": 1}], [b"a"]])
def test_what_has_none_is_refused_by_its_type(values):
    with pytest.raises(DataError, match="ids are whole numbers or text"):
        single_keys(make_chunk(x=values), CategoricalField(name="x"), "text")


def test_a_list_in_a_field_with_one_id_is_refused():
    with pytest.raises(DataError, match="one id a row is needed; say multi: true for many"):
        single_keys(make_chunk(x=[[1]]), CategoricalField(name="x"), "integer")


def test_text_that_is_no_whole_number_is_unknown_among_whole_numbers():
    assert as_keys(pa.array(["12", "x", "1" * 30, "-3", None]), "integer").to_pylist() == [12, None, None, -3, None]


def lists(keys, offsets):
    values = keys.to_pylist()
    return [values[a:b] for a, b in pairwise(offsets)]


@given(st.lists(st.none() | st.lists(st.none() | st.integers(0, 9), max_size=6), min_size=1, max_size=6))
def test_many_keeps_the_first_ids_and_a_sequence_the_last_and_missing_ones_fall_out(rows):
    chunk = make_chunk(x=pa.array(rows, pa.list_(pa.int64())))
    clean = [[v for v in row or [] if v is not None] for row in rows]
    assert lists(*many_keys(chunk, MANY, "integer")) == [row[:3] for row in clean]
    sequence = SequenceField(name="x", max_length=2)
    assert lists(*many_keys(chunk, sequence, "integer")) == [row[-2:] for row in clean]


def test_delimited_text_is_taken_apart_and_empty_pieces_fall_out():
    field = MANY.model_copy(update={"delimiter": "|"})
    chunk = make_chunk(x=["a|b", "", None, "|c||d", "e"])
    assert lists(*many_keys(chunk, field, "text")) == [["a", "b"], [], [], ["c", "d"], ["e"]]


def test_a_cell_that_is_no_list_is_a_list_of_one():
    assert lists(*many_keys(make_chunk(x=[5, None]), MANY, "integer")) == [[5], []]


def test_lists_of_dictionary_words_and_sliced_lists_are_read():
    words = pa.array(["a", "b", "a"]).dictionary_encode()
    array = pa.ListArray.from_arrays(pa.array([0, 1, 3], pa.int32()), words)
    assert lists(*many_keys(make_chunk(x=array), MANY, "text")) == [["a"], ["b", "a"]]
    assert lists(*many_keys(make_chunk(x=array.slice(1)), MANY, "text")) == [["b", "a"]]


def test_a_fraction_in_a_list_names_the_row_of_the_list():
    with pytest.raises(DataError, match=r"row 3: field 'x' is 2\.5"):
        many_keys(make_chunk(x=[[1.0, 2.0], [], [1.0, 2.5]]), MANY, "integer")
