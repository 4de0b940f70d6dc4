from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.errors import DataError
from clicklens.data.cell import labels, numbers, texts, vectors, weights
from tests.factories import make_chunk


def read(kind, values, *extra, **settings):
    return kind(make_chunk(x=values), "x", *extra, "field 'x'", **settings)


@pytest.mark.parametrize(
    "values",
    [
        [1, None, 3],
        [1.0, None, 3.0],
        ["1", None, " 3.0 "],
        [Decimal("1.00"), None, Decimal("3.00")],
        pa.array([1.0, None, 3.0], pa.float32()),
        pa.array([1, None, 3], pa.uint64()),
    ],
)
def test_numbers_come_from_any_type_and_missing_is_nan(values):
    assert read(numbers, values).tolist() == pytest.approx([1.0, np.nan, 3.0], nan_ok=True)


def test_truths_are_numbers_and_an_empty_column_is_missing_throughout():
    assert read(numbers, [True, False]).tolist() == [1.0, 0.0]
    assert np.isnan(read(numbers, pa.nulls(2))).all()


def test_text_in_a_number_is_refused_with_row_and_value():
    with pytest.raises(DataError, match=r"frame, row 2: field 'x' is 'abc': a number is needed; leave the cell empty"):
        read(numbers, ["1", "abc"])


@pytest.mark.parametrize(
    ("value", "shown"), [(float("nan"), "nan"), (float("inf"), "inf"), (float("-inf"), "-inf"), (1e39, "1e.39")]
)
def test_nan_and_infinity_are_refused_as_numbers_and_as_text(value, shown):
    for values in (pa.array([1.0, value]), ["1", str(value)]):
        with pytest.raises(DataError, match=f"row 2: field 'x' is {shown}: a finite number below 3.4e.38 is needed"):
            read(numbers, values)


def test_a_column_that_can_hold_no_number_is_refused_by_its_type():
    with pytest.raises(DataError, match=r"frame: field 'x' is of type list<item: int64>; a number is needed"):
        read(numbers, [[1], [2]])


@pytest.mark.parametrize("values", [[0, 1], [0.0, 1.0], [False, True], ["0", "1"]])
def test_a_label_is_0_or_1_in_any_type(values):
    assert read(labels, values).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("values", "shown"), [([0, 2], "2"), ([0.0, 0.5], "0.5"), ([1, None], "None"), ([1, -1], "-1")]
)
def test_any_other_label_is_refused(values, shown):
    with pytest.raises(DataError, match=rf"row 2: field 'x' is {shown}: a label is 0 or 1"):
        read(labels, values)


@pytest.mark.parametrize(("values", "shown"), [([1.0, 0.0], "0.0"), ([1.0, None], "None"), ([2, -3], "-3")])
def test_a_weight_is_above_0(values, shown):
    assert read(weights, [0.5, 2]).tolist() == [0.5, 2.0]
    with pytest.raises(DataError, match=rf"row 2: field 'x' is {shown}: a weight is a number above 0"):
        read(weights, values)


def test_a_weight_of_some_rows_may_be_anything_in_the_others():
    assert read(weights, [3.0, None, 0.0], of=np.array([True, False, False])).tolist() == [3.0, 1.0, 1.0]
    with pytest.raises(DataError, match=r"row 2: field 'x' is None: a weight is a number above 0"):
        read(weights, [3.0, None], of=np.array([True, True]))


@pytest.mark.parametrize("kind", [pa.list_(pa.float32()), pa.list_(pa.float64(), 2), pa.large_list(pa.int32())])
def test_vectors_have_one_width_and_a_missing_one_is_0(kind):
    assert read(vectors, pa.array([[1, 2], None, [3, 4]], kind), 2).tolist() == [[1, 2], [0, 0], [3, 4]]


def test_vectors_of_another_length_or_with_nan_are_refused():
    with pytest.raises(DataError, match=r"row 2: field 'x' is \[1.0\]: 2 numbers are needed"):
        read(vectors, [[1.0, 2.0], [1.0]], 2)
    with pytest.raises(DataError, match=r"row 2: .* every number must be finite"):
        read(vectors, [[1.0, 2.0], [1.0, float("nan")]], 2)
    with pytest.raises(DataError, match=r"row 1: .* every number must be finite"):
        read(vectors, [[None, 2.0]], 2)
    with pytest.raises(DataError, match="is of type string; a list of 2 numbers a row is needed"):
        read(vectors, ["[1, 2]"], 2)


def test_texts_are_keys_and_a_missing_one_is_empty():
    assert read(texts, ["a", None]).to_pylist() == ["a", ""]
    assert read(texts, [12]).to_pylist() == ["12"]
    with pytest.raises(DataError, match="one key a row is needed"):
        read(texts, [["a"]])
