from pathlib import Path

import pandas
import pytest

from clicklens.data.ready.frappe import READY
from clicklens.data.ready.ready_dataset import Folders

FIELDS = ("user", "item", "daytime", "weekday", "isweekend", "homework", "cost", "weather", "country", "city")


def test_ids_of_the_shared_space_become_their_values(tmp_path: Path) -> None:
    folder = tmp_path / "frappe-x1"
    folder.mkdir()
    vocabulary = {
        "id": range(20),
        "field": [f for f in FIELDS for _ in "ab"],
        "value": [f"{f}-{x}" for f in FIELDS for x in "ab"],
    }
    pandas.DataFrame(vocabulary).to_parquet(folder / "vocab.parquet")
    for number, split in enumerate(("train", "valid", "test")):
        row = {"label": [number % 2], **{field: [2 * k + number % 2] for k, field in enumerate(FIELDS)}}
        pandas.DataFrame(row).to_parquet(folder / f"{split}.parquet")
    prepared = READY[0].prepare(Folders(downloads=tmp_path, data=tmp_path))
    assert list(prepared.rows) == ["train", "validation", "test"]
    assert prepared.split is None
    assert prepared.rows["validation"].to_pylist() == [{"label": 1, **{field: f"{field}-b" for field in FIELDS}}]


@pytest.mark.needs_data
def test_the_real_set_is_as_its_card_says(data_folder: Path, tmp_path: Path) -> None:
    rows = READY[0].prepare(Folders(downloads=tmp_path, data=data_folder)).rows
    assert {split: len(table) for split, table in rows.items()} == {
        "train": 202_027,
        "validation": 57_722,
        "test": 28_860,
    }
    assert sum(len(table) for table in rows.values()) == READY[0].card.rows
    assert rows["test"]["label"].to_pandas().sum() == 9_536
    assert set(rows["train"]["cost"].to_pylist()) == {"free", "paid"}
