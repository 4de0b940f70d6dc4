import errno
import os
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError, StorageError
from clicklens.store import shelf as module
from clicklens.store.draft import PARTIAL
from clicklens.store.shelf import Shelf, empty_trash, to_trash
from clicklens.store.volume import Volume


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "runs" / "a" / "snapshots", trash=tmp_path / ".trash", manifest="info.json")


def put(shelf: Shelf, name: str, value: int) -> None:
    with shelf.draft(name) as draft:
        draft.add("a.bin", [bytes(value)])
        draft.body = {"value": value}


def value(volume: Volume) -> int:
    return int(volume.body["value"])


def on_disk(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in shelf.path.iterdir())


def test_a_shelf_that_was_never_written_is_empty(shelf: Shelf) -> None:
    assert shelf.names() == []
    assert shelf.size() == 0
    assert shelf.read("x", value) is None
    shelf.remove("x")


def test_a_volume_is_seen_at_the_end_of_the_block_and_not_before(shelf: Shelf) -> None:
    with shelf.draft("x") as draft:
        draft.add("a.bin", [b"1"])
        draft.body = {"value": 1}
        assert shelf.names() == []
    assert shelf.names() == ["x"]
    assert shelf.read("x", value) == 1
    assert on_disk(shelf) == ["x"]


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyboardInterrupt()])
def test_an_error_in_the_block_leaves_all_as_it_was(shelf: Shelf, error: BaseException) -> None:
    put(shelf, "x", 1)

    def fail_after_writing() -> None:
        with shelf.draft("x") as draft:
            draft.add("a.bin", [b"22"])
            raise error

    with pytest.raises(type(error)):
        fail_after_writing()
    assert shelf.read("x", value) == 1
    assert on_disk(shelf) == ["x"]


def test_what_replaces_a_volume_is_a_new_edition_and_the_old_one_goes(shelf: Shelf) -> None:
    for number in range(12):
        put(shelf, "x", number)
        assert shelf.read("x", value) == number
    assert on_disk(shelf) == ["x.11"]
    assert list(shelf.trash.iterdir()) == []
    shelf.remove("x")
    assert on_disk(shelf) == []
    put(shelf, "x", 5)
    assert on_disk(shelf) == ["x"]


def test_a_writer_killed_before_it_removed_the_old_edition_leaves_the_new_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, "x", 1)
    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "_discard", lambda *_: None)
        put(shelf, "x", 2)
    assert on_disk(shelf) == ["x", "x.1"]
    assert shelf.read("x", value) == 2
    assert shelf.names() == ["x"]
    put(shelf, "x", 3)
    assert on_disk(shelf) == ["x.2"]


def test_leftovers_and_strange_names_are_no_volumes(shelf: Shelf) -> None:
    put(shelf, "x", 3)
    size = shelf.size()
    for name in (f"{PARTIAL}0", "X", "a b", "x.y", "x.1.2"):
        (shelf.path / name).mkdir()
        (shelf.path / name / "info.json").write_text("{}")
    (shelf.path / "y").mkdir()  # no manifest
    (shelf.path / "x.7").mkdir()  # an edition without one hides nothing
    (shelf.path / "file").write_text("")
    assert shelf.names() == ["x"]
    assert shelf.read("x", value) == 3
    assert shelf.size() == size > 3


def test_a_missing_file_of_a_volume_is_corrupt_and_named(shelf: Shelf) -> None:
    put(shelf, "x", 3)
    (shelf.path / "x" / "a.bin").unlink()
    with pytest.raises(CorruptError, match=r"x/a\.bin: is missing"):
        shelf.read("x", value)


def test_a_reader_looks_again_when_the_volume_is_replaced_under_it(shelf: Shelf) -> None:
    put(shelf, "x", 1)
    looks: list[int] = []

    def use(volume: Volume) -> int:
        looks.append(value(volume))
        if len(looks) < 3:
            put(shelf, "x", len(looks) + 1)
        return len((volume.path / "a.bin").read_bytes())

    assert shelf.read("x", use) == 3
    assert looks == [1, 2, 3]


def test_a_reader_that_is_overtaken_for_ever_gives_up(shelf: Shelf) -> None:
    put(shelf, "x", 1)

    def use(volume: Volume) -> int:
        put(shelf, "x", 1)
        return len((volume.path / "a.bin").read_bytes())

    with pytest.raises(StorageError, match="replaced faster than it can be read"):
        shelf.read("x", use)


def test_a_list_that_was_overtaken_is_made_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    put(shelf, "x", 1)
    lists = iter([["x"], ["x.1"]])
    listed = module.os.listdir(shelf.path)
    put(shelf, "x", 2)  # the list above is of before
    monkeypatch.setattr(module.os, "listdir", lambda _: next(lists, None) or os.listdir(shelf.path))
    assert listed == ["x"]
    assert shelf.names() == ["x"]


def test_a_volume_that_a_list_misses_while_others_are_renamed_is_found_by_its_name(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, "x", 1)
    put(shelf, "y", 2)
    monkeypatch.setattr(module.os, "listdir", lambda _: ["y"])
    assert shelf.read("x", value) == 1
    assert shelf.read("z", value) is None


def test_a_place_taken_by_another_writer_is_no_failure(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.rename

    def late(source: Path, target: Path) -> None:
        if target == shelf.path / "x":
            monkeypatch.setattr(module.os, "rename", rename)
            put(shelf, "x", 1)
        rename(source, target)

    monkeypatch.setattr(module.os, "rename", late)
    put(shelf, "x", 2)
    assert shelf.read("x", value) == 2
    assert on_disk(shelf) == ["x.1"]


def test_a_rename_that_fails_is_a_storage_error(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(module.os, "rename", full)
    with pytest.raises(StorageError, match="snapshots/x: the disk is full"):
        put(shelf, "x", 1)
    assert on_disk(shelf) == []


def test_trash_is_emptied_of_what_a_killed_process_left(tmp_path: Path) -> None:
    trash = tmp_path / ".trash"
    empty_trash(trash)
    (tmp_path / "a" / "b").mkdir(parents=True)
    to_trash(tmp_path / "a", trash)
    to_trash(tmp_path / "gone", trash)
    assert not (tmp_path / "a").exists()
    assert len(list(trash.iterdir())) == 1
    empty_trash(trash)
    assert list(trash.iterdir()) == []
