import fcntl
import json
import os
import time
from hashlib import blake2b
from pathlib import Path

import pytest

from clicklens.store import draft as module
from clicklens.store.draft import PARTIAL, Draft, content_digest, sweep_drafts


def test_a_manifest_names_every_file_with_its_size_and_digest(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.add("a.bin", [b"12", memoryview(b"3")])
    draft.body = {"step": 1}
    draft.finish("info.json")
    manifest = json.loads((draft.path / "info.json").read_text())
    expected = blake2b(b"123", digest_size=32).hexdigest()
    assert manifest["files"] == {"a.bin": {"bytes": 3, "blake2b": expected}}
    assert manifest["body"] == {"step": 1}
    assert manifest["digest"] == content_digest(manifest)
    draft.close()
    assert list(tmp_path.iterdir()) == []


def test_the_digest_of_a_manifest_covers_all_of_it() -> None:
    content = {"store_version": 1, "files": {}, "body": {"a": 1}}
    assert content_digest({**content, "digest": "x"}) == content_digest(content)
    assert content_digest({**content, "body": {"a": 2}}) != content_digest(content)


def test_every_file_is_on_disk_before_the_manifest_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(module.os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    draft = Draft(tmp_path)
    draft.add("a.bin", [b"1"])
    draft.finish("info.json")
    expected = [draft.path / "a.bin", draft.path / "info.json", draft.path]
    assert synced == [path.stat().st_ino for path in expected]
    draft.close()


def test_a_draft_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    sweep_drafts(tmp_path, grace=-1)
    assert draft.path.is_dir()
    draft.close()
    assert not draft.path.exists()


def test_a_draft_whose_writer_died_is_swept_after_a_while(tmp_path: Path) -> None:
    left = tmp_path / f"{PARTIAL}0"
    left.mkdir()
    (left / "a.bin").write_bytes(b"1")
    (tmp_path / "step-00000001").mkdir()
    sweep_drafts(tmp_path)
    assert left.is_dir()  # young: its writer may be about to take the lock
    old = time.time() - module.GRACE - 5
    os.utime(left, (old, old))
    sweep_drafts(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["step-00000001"]


def test_the_lock_is_free_once_a_draft_is_closed(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    handle = os.open(draft.path, os.O_RDONLY)
    with pytest.raises(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    draft.close()
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)
