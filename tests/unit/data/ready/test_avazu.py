from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from clicklens.core.errors import DataError
from clicklens.data.ready.avazu import CATEGORIES, READY, AvazuRows, avazu_schema, encode_avazu
from clicklens.data.ready.ready_dataset import Folders


def write(path: Path, hours: list[str]) -> Path:
    lines = [",".join(["id", "click", "hour", *CATEGORIES])]
    lines += [",".join([str(k), str(k % 2), hour, *(f"v{k % 3}" for _ in CATEGORIES)]) for k, hour in enumerate(hours)]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_hour_is_taken_apart(tmp_path: Path) -> None:
    rows = pa.Table.from_batches(AvazuRows(write(tmp_path / "train.csv", ["14102100", "14103123", "16022905"])))
    assert rows["hour_of_day"].to_pylist() == [0, 23, 5]
    days = [16_364, 16_374, 16_860]  # 21 and 31 October 2014, 29 February 2016
    assert rows["day"].to_pylist() == days
    assert rows["row"].to_pylist() == [0, 1, 2]
    assert "id" not in rows.column_names


@pytest.mark.parametrize("hour", ["141021", "14132100", "14102124", "noon", ""])
def test_a_wrong_hour_is_refused_by_file_row_and_value(tmp_path: Path, hour: str) -> None:
    path = write(tmp_path / "train.csv", ["14102100", hour])
    with pytest.raises(DataError, match=r"train\.csv, row 2: hour is '?.*right is YYMMDDHH"):
        list(AvazuRows(path))


def test_the_schema_reads_22_categories() -> None:
    schema = avazu_schema(min_count=5)
    assert [field.name for field in schema.fields] == ["hour_of_day", *CATEGORIES]
    assert {table.vocabulary.min_count for table in schema.tables} == {5}


def test_published_files_are_encoded_in_row_order(tmp_path: Path) -> None:
    path = write(tmp_path / "train.csv", ["14102100"] * 10)
    data = encode_avazu(path, out=tmp_path / "encoded", test_share=0.2, validation_share=0.1)
    assert {name: len(data.split(name)) for name in data.splits} == {"train": 7, "validation": 1, "test": 2}


@pytest.mark.needs_data
def test_the_real_sample_is_as_its_card_says(data_folder: Path, tmp_path: Path) -> None:
    rows = pa.Table.from_batches(READY[0].prepare(Folders(downloads=tmp_path, data=data_folder)).rows)
    assert len(rows) == READY[0].card.rows
    assert rows["click"].cast(pa.int64()).to_pandas().sum() == 1_563
