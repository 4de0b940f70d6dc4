from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError
from clicklens.store.draft import Draft
from clicklens.store.sample_shelf import SampleShelf
from tests.stored_values import make_sample


@pytest.fixture
def shelf(tmp_path: Path) -> SampleShelf:
    return SampleShelf(tmp_path, trash=tmp_path / ".trash", run_id="gwen-1")


def test_no_split_becomes_part_of_a_path(shelf: SampleShelf, tmp_path: Path) -> None:
    splits = ["train", "../../x", "/etc", "测试", "", "a" * 5000, "\ud800", "TRAIN"]
    for split in splits:
        shelf.put(split, make_sample())
    names = [path.name for path in (tmp_path / "samples").iterdir()]
    assert len(names) == len(splits)
    assert all(name.startswith("split-") and len(name) == 22 for name in names)
    assert [path.name for path in tmp_path.iterdir()] == ["samples"]


def test_a_torn_parquet_file_is_named(shelf: SampleShelf, tmp_path: Path) -> None:
    shelf.put("train", make_sample())
    (path,) = (tmp_path / "samples").glob("*/rows.parquet")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorruptError, match=r"rows\.parquet: has \d+ bytes"):
        shelf.get("train")


def test_a_file_that_is_no_parquet_is_named(shelf: SampleShelf, tmp_path: Path) -> None:
    shelf.put("train", make_sample())
    (folder,) = (tmp_path / "samples").iterdir()
    draft = Draft(tmp_path)
    draft.add("rows.parquet", [b"no parquet at all"])
    draft.body = {"split": "train"}
    draft.finish("info.json")
    for name in ("rows.parquet", "info.json"):
        (draft.path / name).replace(folder / name)
    draft.close()
    with pytest.raises(CorruptError, match=r"rows\.parquet: is torn or was changed"):
        shelf.get("train")
