import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from clicklens.core.errors import DataError, NotFoundError
from clicklens.data.ready.criteo import COLUMNS, READY, CriteoRows, criteo_schema, encode_criteo
from clicklens.data.ready.ready_dataset import Folders


def line(number: int) -> str:
    counts = [str(number), "-1", *[""] * 11]
    hashes = [f"{number % 3:08x}", *["68fd1e64"] * 24, ""]
    return "\t".join([str(number % 2), *counts, *hashes]) + "\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "train.txt"
    path.write_text("".join(line(number) for number in range(30)))
    return path


def test_the_published_text_is_read_with_its_order(text: Path) -> None:
    table = pa.Table.from_batches(CriteoRows(text))
    assert table.column_names == [*COLUMNS, "row"]
    assert table["row"].to_pylist() == list(range(30))
    assert table.slice(4, 1).to_pylist()[0] | {"row": 4} == {
        "label": 0, "I1": 4, "I2": -1, **{f"I{k}": None for k in range(3, 14)},
        "C1": "00000001", **{f"C{k}": "68fd1e64" for k in range(2, 26)}, "C26": None, "row": 4,
    }  # fmt: skip


def test_compressed_text_and_parquet_give_the_same_rows(text: Path, tmp_path: Path) -> None:
    plain = pa.Table.from_batches(CriteoRows(text))
    packed = tmp_path / "train.txt.gz"
    packed.write_bytes(gzip.compress(text.read_bytes()))
    assert pa.Table.from_batches(CriteoRows(packed)).equals(plain)
    pyarrow.parquet.write_table(plain.drop_columns(["row"]), tmp_path / "rows.parquet")
    assert pa.Table.from_batches(CriteoRows(tmp_path / "rows.parquet")).equals(plain)


def test_rows_count_on_over_several_files_and_can_be_read_again(text: Path) -> None:
    rows = CriteoRows(text, text)
    for _ in range(2):
        assert pa.Table.from_batches(rows)["row"].to_pylist() == list(range(60))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("label\t" + "\t".join(COLUMNS[1:]) + "\n", "row 1: label is 'label'; right is 0 or 1, and no header line"),
        ("0,1,2\n", "row 1 has 1 cells between tabs; a Criteo row has 40"),
        ("", "row 1 has 0 cells"),
        (line(0) + "0\t1\n", "train.txt"),
    ],
)
def test_other_layouts_are_refused_by_name(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "train.txt"
    path.write_text(content)
    with pytest.raises(DataError, match=message):
        list(CriteoRows(path))


def test_a_missing_file_and_a_missing_column_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        CriteoRows(tmp_path / "nowhere.txt")
    pyarrow.parquet.write_table(pa.table({"label": [0]}), tmp_path / "rows.parquet")
    with pytest.raises(DataError, match="has no column 'I1'"):
        list(CriteoRows(tmp_path / "rows.parquet"))


def test_the_schema_has_counts_and_hashes() -> None:
    schema = criteo_schema(min_count=7)
    assert [field.name for field in schema.numeric_fields] == [f"I{k}" for k in range(1, 14)]
    assert [field.name for field in schema.embedded_fields] == [f"C{k}" for k in range(1, 27)]
    assert {table.vocabulary.min_count for table in schema.tables} == {7}


def test_published_files_are_encoded_in_row_order(text: Path, tmp_path: Path) -> None:
    data = encode_criteo(text, out=tmp_path / "encoded", min_count=1, test_share=0.2, validation_share=0.1)
    assert {name: len(data.split(name)) for name in data.splits} == {"train": 21, "validation": 3, "test": 6}
    assert data.split("test").decoded([0])["C1"].tolist() == ["00000000"]


@pytest.mark.needs_data
def test_the_real_sample_is_as_its_card_says(data_folder: Path, tmp_path: Path) -> None:
    rows = pa.Table.from_batches(READY[0].prepare(Folders(downloads=tmp_path, data=data_folder)).rows)
    assert len(rows) == READY[0].card.rows
    assert rows["label"].to_pandas().sum() == 2_182
