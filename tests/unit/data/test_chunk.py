import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.field import CategoricalField
from clicklens.data.chunk import chunks, named
from clicklens.data.source import open_source
from tests.factories import make_chunk


def test_rows_know_their_number_in_the_part_and_in_the_data_set():
    table = pa.table({"x": list(range(5))})
    first, second = chunks(open_source(table), first_id=100, rows=3)
    assert first.rows.tolist() == [0, 1, 2]
    assert second.rows.tolist() == [3, 4]
    assert second.example_ids.tolist() == [103, 104]


def test_an_error_names_place_thing_value_and_what_would_be_right():
    kept = make_chunk(x=["a", "b", "c"]).take(np.array([False, False, True]))
    error = kept.error(0, "field 'x'", "c" * 99, "a number is needed")
    assert str(error) == f"frame, row 3: field 'x' is 'ccc{'c' * 53}...: a number is needed"


def test_taking_all_rows_copies_nothing():
    chunk = make_chunk(x=[1, 2])
    assert chunk.take(np.array([True, True])) is chunk


def test_dictionaries_are_unpacked():
    chunk = make_chunk(x=pa.array(["a", "a"]).dictionary_encode())
    assert chunk.column("x").type == pa.string()


@pytest.mark.parametrize(("column", "told"), [("x", "field 'x'"), ("c", "field 'x' (column 'c')")])
def test_a_field_is_named_with_its_column_where_that_differs(column, told):
    assert named(CategoricalField(name="x", column=column)) == told
