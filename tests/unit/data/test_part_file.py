from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from clicklens.core.errors import DataError
from clicklens.data.part_file import file_part, suffix_of


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.parquet", ".parquet"),
        ("a.pq", ".parquet"),
        ("A.CSV", ".csv"),
        ("a.b.tsv.gz", ".tsv.gz"),
        ("a.ipc", ".arrow"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_suffix(name, suffix):
    assert suffix_of(Path(name)) == suffix


@pytest.mark.parametrize("name", ["rows.xlsx", "rows", "rows.gz"])
def test_any_other_suffix_is_refused_with_those_that_are_known(name):
    with pytest.raises(DataError, match=r"the suffix '.*' is not known; known: \.parquet, \.csv"):
        suffix_of(Path(name))


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "rows.parquet").touch()
    with pytest.raises(DataError, match=r"rows\.parquet: the file is empty"):
        file_part(tmp_path / "rows.parquet")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_parquet_file_is_refused(tmp_path, share):
    path = tmp_path / "rows.parquet"
    pyarrow.parquet.write_table(pa.table({"x": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(DataError, match=r"rows\.parquet: this is not a whole Parquet file, it may be truncated"):
        file_part(path)


def test_a_parquet_file_with_a_broken_page_is_named_while_it_is_read(tmp_path):
    path = tmp_path / "rows.parquet"
    pyarrow.parquet.write_table(pa.table({"x": [f"word {i}" for i in range(5000)]}), path, compression="snappy")
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xff" * 3900
    path.write_bytes(content)
    part = file_part(path)
    with pytest.raises(DataError, match=r"rows\.parquet: this is not a whole Parquet file"):
        list(part.batches(1000, ["x"]))


def test_a_truncated_arrow_file_is_refused(tmp_path):
    path = tmp_path / "rows.feather"
    pyarrow.feather.write_feather(pa.table({"x": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(DataError, match=r"rows\.feather: this is not a whole Arrow file"):
        file_part(path)
