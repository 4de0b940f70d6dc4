"""Folders are brought to disk by name."""

from pathlib import Path

import pytest

from clicklens.disk import durable_folder as module
from clicklens.disk.durable_folder import make_folder, sync_folder


def test_folders_are_made_with_those_above_them_and_brought_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(module, "sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]


def test_a_folder_that_is_not_there_cannot_be_brought_to_disk(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "none")
