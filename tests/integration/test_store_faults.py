"""A store whose disk is full, whose folder cannot be written, whose files are torn, whose writer is killed."""

import errno
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clicklens.core.errors import CorruptError, RequestError, StorageError, VersionError
from clicklens.core.run import MetricPoint
from clicklens.core.store import Store
from clicklens.store import draft, open_store
from tests.ordinary_user import as_an_ordinary_user
from tests.stored_values import assert_same, flat, make_run, make_sample, make_snapshot

WRITER = Path(__file__).with_name("store_writer.py")
RUN_ID = "gwen-1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "store")
    store.add_run(make_run(RUN_ID))
    write(store, 100)
    return store


def write(store: Store, step: int) -> None:
    store.put_snapshot(make_snapshot(RUN_ID, step))
    store.put_checkpoint(RUN_ID, step, {"w": np.arange(1000)}, {"step": step})
    store.put_sample(RUN_ID, "train", make_sample())


def assert_holds_step_100_only(store: Store) -> None:
    assert store.snapshot_steps(RUN_ID) == [100]
    assert store.checkpoint_steps(RUN_ID) == [100]
    assert_same(store.split_states(RUN_ID, 100, "train"), make_snapshot(RUN_ID, 100).splits["train"])
    assert store.checkpoint(RUN_ID)[2] == {"step": 100}
    assert store.sample(RUN_ID, "train").equals(make_sample())


def run_writer(*arguments: object) -> str:
    command = [sys.executable, str(WRITER), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


# The disk is full

WRITES: dict[str, Callable[[Store, int], None]] = {
    "snapshot": lambda store, step: store.put_snapshot(make_snapshot(RUN_ID, step)),
    "checkpoint": lambda store, step: store.put_checkpoint(RUN_ID, step, {"w": np.zeros(1000)}, {"step": 0}),
    "sample": lambda store, _: store.put_sample(RUN_ID, "train", make_sample(9)),
}


class FullDisk:
    """Stands in for ``open``: files share a number of free bytes, after which nothing more is written."""

    def __init__(self, free: int) -> None:
        self.free = free

    def __call__(self, path: Path, mode: str) -> Any:
        file, disk = open(path, mode), self  # noqa: SIM115 (closed by the block that our caller opens)

        class File:
            def write(self, data: Any) -> None:
                if len(data) > disk.free:
                    file.write(bytes(data)[: disk.free])
                    disk.free = 0
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                disk.free -= len(data)
                file.write(data)

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def __getattr__(self, name: str) -> Any:
                return getattr(file, name)

        return File()


@pytest.mark.parametrize("share", [0, 0.2, 0.7, 0.999])
@pytest.mark.parametrize("step", [100, 200], ids=["replacing", "new"])
@pytest.mark.parametrize("kind", WRITES)
def test_a_full_disk_is_told_and_leaves_all_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, step: int, share: float
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(draft, "open", ample := FullDisk(10**9), raising=False)
        rehearsal = open_store(tmp_path / "rehearsal")
        rehearsal.add_run(make_run(RUN_ID))
        WRITES[kind](rehearsal, step)
    before = sorted(tmp_path.rglob("*"))
    with monkeypatch.context() as patch:
        patch.setattr(draft, "open", FullDisk(int(share * (10**9 - ample.free))), raising=False)
        with pytest.raises(StorageError, match="the disk is full; free some space"):
            WRITES[kind](store, step)
    assert_holds_step_100_only(store)
    assert sorted(tmp_path.rglob("*")) == before
    WRITES[kind](store, 300)  # and once there is room it goes on


@pytest.mark.parametrize("nth", range(1, 5))
def test_a_disk_that_cannot_bring_a_file_down_is_told(store: Store, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    calls = iter(range(1, 100))
    sync = os.fsync

    def fail(handle: int) -> None:
        if next(calls) == nth:
            raise OSError(errno.EIO, "Input/output error")
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StorageError, match="Input/output error"):
            store.put_snapshot(make_snapshot(RUN_ID, 200))
    assert_holds_step_100_only(store)


def test_a_limit_of_the_system_on_the_size_of_files_is_told(store: Store, tmp_path: Path) -> None:
    refused = json.loads(run_writer("full", tmp_path / "store", 300_000))
    assert set(refused) == {"snapshot", "checkpoint", "sample", "result"}
    for name in ("snapshot", "checkpoint", "sample"):
        assert "larger than this system allows" in refused[name]
    assert "clicklens.sqlite: " in refused["result"]
    assert_holds_step_100_only(store)
    assert store.result(RUN_ID, "key") is None
    assert list((tmp_path / "store").rglob(".partial-*")) == []


# The folder cannot be written


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder whose way from the root any user may go; pytest's are private."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_told_when_a_store_is_made(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    for place in (public_folder, public_folder / "deeper" / "store"):
        with as_an_ordinary_user(), pytest.raises(StorageError, match=rf"^{public_folder}.*writable by this user"):
            open_store(place)


def test_a_store_that_cannot_be_written_is_told(public_folder: Path) -> None:
    store = open_store(public_folder)
    store.add_run(make_run(RUN_ID))
    write(store, 100)
    store.close()  # type: ignore[attr-defined]
    for path in (*public_folder.rglob("*"), public_folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with as_an_ordinary_user(), pytest.raises(StorageError, match="writable by this user"):
        open_store(public_folder).runs()


# Files were torn or changed


def files_of(tmp_path: Path, pattern: str) -> list[Path]:
    found = sorted((tmp_path / "store" / "runs").rglob(pattern))
    assert found
    return found


READS: dict[str, Callable[[Store], object]] = {
    "snapshots/*/split-0.safetensors": lambda store: store.split_states(RUN_ID, 100, "train"),
    "snapshots/*/info.json": lambda store: store.snapshot_info(RUN_ID, 100),
    "checkpoints/*/tensors.safetensors": lambda store: store.checkpoint(RUN_ID),
    "checkpoints/*/state.json": lambda store: store.checkpoint(RUN_ID),
    "samples/*/rows.parquet": lambda store: store.sample(RUN_ID, "train"),
    "samples/*/info.json": lambda store: store.sample(RUN_ID, "train"),
}


@pytest.mark.parametrize("pattern", READS)
def test_a_file_cut_anywhere_is_corrupt_and_named(store: Store, tmp_path: Path, pattern: str) -> None:
    (path,) = files_of(tmp_path, pattern)
    whole = path.read_bytes()
    for length in {0, 1, 8, len(whole) // 2, len(whole) - 1}:
        path.write_bytes(whole[:length])
        with pytest.raises(CorruptError, match=re.escape(str(path))):
            READS[pattern](store)
    path.write_bytes(whole)
    READS[pattern](store)


@pytest.mark.parametrize("pattern", [pattern for pattern in READS if not pattern.endswith(".json")])
def test_a_file_that_is_gone_is_named(store: Store, tmp_path: Path, pattern: str) -> None:
    (path,) = files_of(tmp_path, pattern)
    path.unlink()
    with pytest.raises(CorruptError, match=f"{re.escape(str(path))}: is missing"):
        READS[pattern](store)


@pytest.mark.parametrize("pattern", ["checkpoints/*/tensors.safetensors", "checkpoints/*/state.json"])
def test_a_checkpoint_with_any_byte_changed_is_corrupt_and_named(store: Store, tmp_path: Path, pattern: str) -> None:
    (path,) = files_of(tmp_path, pattern)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((CorruptError, VersionError), match=re.escape(str(path))):
            store.checkpoint(RUN_ID)


@pytest.mark.parametrize("pattern", [pattern for pattern in READS if pattern.endswith(".json")])
def test_files_of_a_newer_version_are_refused_with_both_versions(store: Store, tmp_path: Path, pattern: str) -> None:
    (path,) = files_of(tmp_path, pattern)
    path.write_text(path.read_text().replace('"store_version":1', '"store_version":7'))
    with pytest.raises(VersionError, match=rf"{re.escape(str(path))} has store version 7, .* reads up to version 1"):
        READS[pattern](store)


def close_and_find_database(store: Store, tmp_path: Path) -> Path:
    store.close()  # type: ignore[attr-defined]
    path = tmp_path / "store" / "clicklens.sqlite"
    assert not Path(f"{path}-wal").exists()
    return path


def test_a_store_of_a_newer_version_is_refused_with_both_versions(store: Store, tmp_path: Path) -> None:
    with sqlite3.connect(close_and_find_database(store, tmp_path)) as raw:
        raw.execute("UPDATE meta SET value = '7' WHERE key = 'store_version'")
    raw.close()
    with pytest.raises(VersionError, match=r"clicklens\.sqlite has store version 7, .* reads up to version 1"):
        open_store(tmp_path / "store")


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_database_that_is_none_is_corrupt_and_named_and_left_as_it_is(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    path = close_and_find_database(store, tmp_path)
    path.write_bytes(content)
    for create in (True, False):
        with pytest.raises(CorruptError, match=re.escape(str(path))):
            open_store(tmp_path / "store", create=create)
    assert path.read_bytes() == content


def test_a_truncated_database_is_corrupt_and_named(store: Store, tmp_path: Path) -> None:
    store.put_result(RUN_ID, "key", "x" * 200_000)
    path = close_and_find_database(store, tmp_path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(CorruptError, match=re.escape(str(path))):
        open_store(tmp_path / "store").result(RUN_ID, "key")


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "clicklens.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE other (a)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(CorruptError, match=r"clicklens\.sqlite: is a SQLite database, but not a store of ClickLens"):
        open_store(tmp_path)
    assert path.read_bytes() == before


def test_a_folder_with_other_things_in_it_becomes_a_store_and_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    open_store(tmp_path).add_run(make_run(RUN_ID))
    assert (tmp_path / "notes.txt").read_text() == "mine"


# The writer was killed


def assert_whole(store: Store) -> int:
    """Everything that is seen is whole and of one step; returns how many things were seen."""
    for step in store.snapshot_steps(RUN_ID):
        assert store.snapshot_info(RUN_ID, step).step == step
        expected = make_snapshot(RUN_ID, step, rows=400, fill=float(step % 1000)).splits
        for split, states in expected.items():
            found, wanted = flat(store.split_states(RUN_ID, step, split)), flat(states)
            assert all(np.array_equal(found[name], values) for name, values in wanted.items())
    for step in store.checkpoint_steps(RUN_ID):
        found_step, tensors, state = store.checkpoint(RUN_ID, step)
        assert found_step == step
        assert step in (0, state["value"]) or step % 1000 == state["value"]
        assert np.array_equal(tensors["w"], np.full(20_000, state["value"]))
    points = store.metrics(RUN_ID)
    assert len(points) % 3 == 0  # of three splits in one call
    assert all(point.values == {"v": float(point.step % 1000)} for point in points)
    return len(store.snapshot_steps(RUN_ID)) + len(store.checkpoint_steps(RUN_ID)) + len(points)


def test_whatever_a_killed_writer_leaves_is_whole(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.add_run(make_run(RUN_ID))
    lines = run_writer("kill", tmp_path / "store", 14, 20260101).splitlines()
    assert len(lines) == 14
    assert assert_whole(store) > 14
    assert assert_whole(open_store(tmp_path / "store", create=False)) > 14
    drafts = list((tmp_path / "store" / "runs").glob("*/*/.partial-*"))
    assert drafts, f"no kill met a writer in the middle: {lines}"
    for path in drafts:
        os.utime(path, (time.time() - 3600,) * 2)
    store.put_snapshot(make_snapshot(RUN_ID, 10**6))
    store.put_checkpoint(RUN_ID, 10**6, {}, {})
    assert list((tmp_path / "store" / "runs").glob("*/*/.partial-*")) == []


def test_a_step_that_was_being_replaced_is_never_lost(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.add_run(make_run(RUN_ID))
    store.put_checkpoint(RUN_ID, 0, {"w": np.zeros(20_000)}, {"value": 0.0})
    run_writer("kill", tmp_path / "store", 5, 7)
    assert store.checkpoint_steps(RUN_ID)[0] == 0
    assert assert_whole(store)


# Several processes


def test_processes_that_start_at_once_make_one_store(tmp_path: Path) -> None:
    code = (
        "import sys; from clicklens.store import open_store; from tests.stored_values import make_run\n"
        "open_store(sys.argv[1]).add_run(make_run(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "store")]
    root = WRITER.parents[2]
    started = [subprocess.Popen([*command, f"run-{i}"], cwd=root, stderr=subprocess.PIPE) for i in range(3)]
    for process in started:
        _, problem = process.communicate(timeout=120)
        assert process.returncode == 0, problem.decode()
    assert sorted(run.id for run in open_store(tmp_path / "store").runs()) == ["run-0", "run-1", "run-2"]
    assert not list((tmp_path / "store").glob(".partial-*"))


def test_a_reader_in_one_process_is_not_blocked_by_a_writer_in_another(store: Store, tmp_path: Path) -> None:
    store.add_metrics(RUN_ID, [MetricPoint(step=1, epoch=0, split="test", values={"auc": 0.5})])
    raw = sqlite3.connect(tmp_path / "store" / "clicklens.sqlite", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DELETE FROM metrics")
    assert [point.step for point in store.metrics(RUN_ID)] == [1]
    raw.execute("COMMIT")
    raw.close()
    assert store.metrics(RUN_ID) == []


def test_a_run_that_does_not_exist_is_refused_before_any_file_is_made(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        store.put_checkpoint("../../elsewhere", 1, {}, {})
    assert not (tmp_path / "elsewhere").exists()
