"""A file is there whole, or as it was before."""

import os
from pathlib import Path

import pytest

from clicklens.core.errors import StorageError
from clicklens.disk.whole_file import write_whole


def test_it_replaces_an_earlier_one_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / ("名" * 80)
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "a.csv"
    write_whole(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(StorageError, match=r"a\.csv: cannot be written: No space left on device; nothing was kept"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written: No such file"):
        write_whole(tmp_path / "none" / "a.csv", b"new")
