"""What every kind of part promises, whatever the rows are kept in."""

import gzip

import pandas
import polars
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet
import pytest

from clicklens.core.errors import DataError
from clicklens.data.part import Part
from clicklens.data.source import open_source

ROWS = 10
TABLE = pa.table({"id": pa.array(range(ROWS)), "word": pa.array([f"w{i}" for i in range(ROWS)])})


def parquet(folder):
    pyarrow.parquet.write_table(TABLE, folder / "rows.parquet", row_group_size=4)
    return folder / "rows.parquet"


def feather(folder):
    pyarrow.feather.write_feather(TABLE, folder / "rows.feather", chunksize=3)
    return folder / "rows.feather"


def csv(folder):
    pyarrow.csv.write_csv(TABLE, folder / "rows.csv")
    return folder / "rows.csv"


def tsv_zst(folder):
    with pa.CompressedOutputStream(str(folder / "rows.tsv.zst"), "zstd") as file:
        pyarrow.csv.write_csv(TABLE, file, pyarrow.csv.WriteOptions(delimiter="\t"))
    return folder / "rows.tsv.zst"


def csv_gz(folder):
    (folder / "rows.csv.gz").write_bytes(gzip.compress(csv(folder).read_bytes()))
    return folder / "rows.csv.gz"


KINDS = {
    "parquet": parquet,
    "feather": feather,
    "csv": csv,
    "tsv.zst": tsv_zst,
    "csv.gz": csv_gz,
    "pandas": lambda _: TABLE.to_pandas(),
    "polars": lambda _: polars.from_arrow(TABLE),
    "lazy": lambda _: polars.from_arrow(TABLE).lazy(),
    "arrow": lambda _: TABLE,
    "batches": lambda _: TABLE.to_batches(max_chunksize=3),
    "function": lambda _: lambda: iter(TABLE.to_batches(max_chunksize=4)),
}


@pytest.fixture(params=KINDS)
def source(request, tmp_path):
    return open_source(KINDS[request.param](tmp_path))


def words(source, rows):
    return [(first, batch.column("word").to_pylist()) for _, first, batch in source.batches(rows)]


def test_it_has_a_name_types_and_a_size_that_is_known_for_files_only(source):
    (part,) = source.parts
    named: Part = part
    assert list(named.types) == ["id", "word"]
    assert (named.size is None) == (named.name == "frame")


def test_all_rows_come_in_order_in_even_batches_each_time(source):
    expected = [(first, [f"w{i}" for i in range(first, min(first + 4, ROWS))]) for first in (0, 4, 8)]
    assert words(source, 4) == expected
    assert words(source, 4) == expected
    assert words(source, 100) == [(0, [f"w{i}" for i in range(ROWS)])]


def test_only_the_columns_that_are_asked_for_are_read_in_the_order_asked(source):
    ((_, _, batch),) = source.select(["word"]).batches()
    assert batch.schema.names == ["word"]
    ((_, _, batch),) = source.select(["word", "id"]).batches()
    assert batch.schema.names == ["word", "id"]


def test_a_row_has_a_place_that_a_person_can_find(source):
    name = source.names[0]
    line = "line 5" if ".csv" in name or ".tsv" in name else "row 4"
    assert source.place(name, 3) == f"{name}, {line}"


def test_pandas_and_arrow_agree():
    assert words(open_source(pandas.DataFrame({"word": ["a"]})), 5) == words(open_source(pa.table({"word": ["a"]})), 5)


def test_a_name_that_is_there_twice_is_refused(tmp_path):
    table = pa.table([pa.array([1]), pa.array([2])], names=["x", "x"])
    pyarrow.parquet.write_table(table, tmp_path / "rows.parquet")
    for rows in (table, tmp_path / "rows.parquet"):
        with pytest.raises(DataError, match="the column 'x' is there twice; each name may stand once"):
            open_source(rows)
