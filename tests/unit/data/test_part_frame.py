import numpy as np
import pandas
import polars
import pyarrow as pa
import pytest

from clicklens.core.errors import DataError
from clicklens.data.part_frame import LazyPart, StreamPart, table_of_pandas
from clicklens.data.source import open_source


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


def test_record_batches_of_different_columns_are_refused():
    batches = [*pa.table({"x": [1]}).to_batches(), *pa.table({"x": ["a"]}).to_batches()]
    with pytest.raises(DataError, match="column 'x' is of type int64 in the first record batch and string in batch 2"):
        list(StreamPart(batches).batches(10, ["x"]))
    batches[1] = pa.RecordBatch.from_pydict({"y": [1]})
    with pytest.raises(DataError, match="not there in batch 2; all batches must have the same columns"):
        list(StreamPart(batches).batches(10, ["x"]))


def test_a_polars_query_that_fails_is_told(tmp_path):
    with pytest.raises(DataError, match="frame: the polars query fails: "):
        LazyPart(polars.scan_parquet(tmp_path / "none.parquet"))
    (tmp_path / "rows.csv").write_text("x\n1\n")
    query = LazyPart(polars.scan_csv(tmp_path / "rows.csv", schema={"x": polars.Int64}))
    (tmp_path / "rows.csv").unlink()
    with pytest.raises(DataError, match="frame: the polars query fails: "):
        list(query.batches(10, ["x"]))


def test_categories_in_pieces_of_their_own_dictionaries_are_joined():
    words = [pa.array(piece).dictionary_encode() for piece in (["a", "b"], ["c", "a"])]
    batches = [pa.RecordBatch.from_arrays([array], names=["x"]) for array in words]
    ((_, _, batch),) = open_source(batches).batches()
    assert batch.column("x").to_pylist() == ["a", "b", "c", "a"]
