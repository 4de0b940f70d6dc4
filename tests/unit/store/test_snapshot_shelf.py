import json
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError, NotFoundError
from clicklens.store.draft import content_digest
from clicklens.store.snapshot_shelf import SnapshotShelf
from tests.stored_values import assert_same, make_snapshot


@pytest.fixture
def shelf(tmp_path: Path) -> SnapshotShelf:
    return SnapshotShelf(tmp_path, trash=tmp_path / ".trash", run_id="gwen-1")


def test_a_snapshot_is_a_folder_a_step_with_a_file_a_split(shelf: SnapshotShelf, tmp_path: Path) -> None:
    snapshot = make_snapshot()
    shelf.put(snapshot)
    folder = tmp_path / "snapshots" / "step-00000100"
    names = ["info.json", "split-0.safetensors", "split-1.safetensors"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert shelf.size() == sum(path.stat().st_size for path in folder.iterdir())
    assert_same(shelf.states(100, "测试/../x"), snapshot.splits["测试/../x"])


def test_a_torn_split_is_named_and_the_others_are_not_read_for_it(shelf: SnapshotShelf, tmp_path: Path) -> None:
    shelf.put(make_snapshot())
    file = tmp_path / "snapshots" / "step-00000100" / "split-1.safetensors"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CorruptError, match=r"split-1\.safetensors: has \d+ bytes"):
        shelf.states(100, "测试/../x")


def test_an_info_that_is_none_is_named(shelf: SnapshotShelf, tmp_path: Path) -> None:
    shelf.put(make_snapshot())
    path = tmp_path / "snapshots" / "step-00000100" / "info.json"
    content = json.loads(path.read_text())
    del content["body"]["info"]["rows"]
    path.write_text(json.dumps({**content, "digest": content_digest(content)}))
    with pytest.raises(CorruptError, match=r"info\.json: was changed by other hands"):
        shelf.info(100)


def test_later_snapshots_are_forgotten(shelf: SnapshotShelf) -> None:
    for step in (1, 2, 3):
        shelf.put(make_snapshot(step=step))
    shelf.forget_after(1)
    assert shelf.steps() == [1]
    with pytest.raises(NotFoundError, match="no snapshot at step 2; the steps are 1"):
        shelf.info(2)
