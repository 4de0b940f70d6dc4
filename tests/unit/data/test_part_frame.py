import numpy as np
import pandas
import pyarrow as pa
import pytest

from clicklens.core.errors import DataError
from clicklens.data.part_frame import StreamPart, table_of_pandas


def test_nan_and_none_in_a_pandas_frame_mean_missing():
    table = table_of_pandas(pandas.DataFrame({"x": [1.0, np.nan], "s": ["a", None]}))
    assert table.to_pylist() == [{"x": 1.0, "s": "a"}, {"x": None, "s": None}]


def test_a_pandas_index_is_no_column_and_names_become_text():
    assert table_of_pandas(pandas.DataFrame({7: [1]}, index=["row"])).column_names == ["7"]


def test_a_pandas_column_of_mixed_types_is_refused_by_name():
    with pytest.raises(DataError, match=r"frame: .*column x.*; one type a column is needed"):
        table_of_pandas(pandas.DataFrame({"x": [1, "a"]}, dtype=object))


def test_a_pandas_frame_with_a_name_twice_is_refused():
    with pytest.raises(DataError, match="frame: the column 'x' is there twice"):
        table_of_pandas(pandas.DataFrame([[1, 2]], columns=["x", "x"]))


def test_an_iterator_is_refused_because_rows_are_read_twice():
    batches = pa.table({"x": [1]}).to_batches()
    with pytest.raises(DataError, match="rows are an iterator, which can be read only once"):
        StreamPart(iter(batches))
    assert list(StreamPart(lambda: iter(batches)).types) == ["x"]


@pytest.mark.parametrize(("rows", "found"), [([], "nothing"), ([{"x": 1}], "dict")])
def test_an_iterable_of_anything_but_record_batches_is_refused(rows, found):
    with pytest.raises(DataError, match=f"rows are an iterable of {found}; Arrow record batches are needed"):
        StreamPart(rows)
