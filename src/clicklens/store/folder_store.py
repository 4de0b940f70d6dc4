"""The default store: one folder on this machine, with SQLite for rows, safetensors for arrays, Parquet for tables."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clicklens.core.errors import CorruptError, NotFoundError, RequestError
from clicklens.core.run import MetricPoint, Run, RunCourse, RunEvent, RunProgress
from clicklens.core.slice import Slice
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates
from clicklens.disk.durable_folder import make_folder
from clicklens.store.checkpoint_shelf import CheckpointShelf
from clicklens.store.course_rows import CourseRows
from clicklens.store.database import Database, create_database
from clicklens.store.failure import storage_failures
from clicklens.store.folder_lock import folder_lock
from clicklens.store.run_rows import RunRows
from clicklens.store.sample_shelf import SampleShelf
from clicklens.store.shelf import empty_trash, to_trash
from clicklens.store.slice_rows import SliceRows
from clicklens.store.snapshot_shelf import SnapshotShelf
from clicklens.store.watch import FolderWatch

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

DATABASE = "clicklens.sqlite"


class FolderStore:
    """Keeps the promises of ``core.store.Store`` in one folder; any number of processes and threads may share it.

    Only ids that the database knows become names of folders, so that no caller's word reaches the file system.
    """

    def __init__(self, root: Path, *, create: bool = True) -> None:
        self.root = root
        _prepare(root, create=create)
        database = Database(root / DATABASE)
        database.check_version()
        database.add_missing_tables()
        self._rows = RunRows(database)
        self._slices = SliceRows(database)
        self._courses = CourseRows(database)
        self._trash = root / ".trash"
        self.close = weakref.finalize(self, database.close)  # connections; at the latest when the store is let go

    def __repr__(self) -> str:
        return f"FolderStore({str(self.root)!r})"

    # Runs

    def add_run(self, run: Run) -> None:
        self._rows.add(run, make_room=lambda: self._discard_folder(run.id))

    def run(self, run_id: str) -> Run:
        return self._rows.find(run_id)

    def runs(self) -> list[Run]:
        return self._rows.all()

    def update_run(self, run_id: str, **changes: Any) -> Run:
        return self._rows.update(run_id, changes)

    def delete_run(self, run_id: str) -> None:
        self._rows.delete(run_id)  # from here on no reader finds it
        self._rows.while_absent(run_id, lambda: self._discard_folder(run_id))
        empty_trash(self._trash)

    def add_metrics(self, run_id: str, points: Sequence[MetricPoint]) -> None:
        self._rows.add_metrics(run_id, points)

    def metrics(self, run_id: str, *, by_day: bool = True) -> list[MetricPoint]:
        return self._rows.metrics(run_id, by_day=by_day)

    def add_event(self, run_id: str, event: RunEvent) -> None:
        self._rows.add_event(run_id, event)

    def events(self, run_id: str) -> list[RunEvent]:
        return self._rows.events(run_id)

    def forget_after(self, run_id: str, step: int) -> None:
        self._snapshots(run_id).forget_after(step)
        self._rows.forget_after(run_id, step)

    def keep_progress(self, run_id: str, progress: RunProgress) -> None:
        self._rows.require(run_id)
        self._courses.keep_progress(run_id, progress)

    def progress(self, run_id: str) -> RunProgress | None:
        self._rows.require(run_id)
        return self._courses.progress(run_id)

    def courses(self, run_ids: Collection[str] | None = None) -> dict[str, RunCourse]:
        return self._courses.courses(run_ids)

    def watch(self) -> FolderWatch:
        return FolderWatch(self.root / DATABASE)

    def put_result(self, run_id: str, key: str, text: str) -> None:
        self._rows.put_result(run_id, key, text)

    def result(self, run_id: str, key: str) -> str | None:
        return self._rows.result(run_id, key)

    def results(self, run_id: str, prefix: str) -> list[str]:
        return self._rows.results(run_id, prefix)

    def run_folder(self, run_id: str) -> Path:
        """The folder of a run, for a file that is none of the store's own and goes when the run goes."""
        folder = self._folder(run_id)
        with storage_failures(folder):
            make_folder(folder)
        return folder

    # Slices

    def put_slice(self, saved: Slice) -> None:
        self._slices.put(saved)

    def slices(self) -> list[Slice]:
        return self._slices.all()

    def delete_slice(self, name: str) -> None:
        self._slices.delete(name)

    # Samples and snapshots

    def put_sample(self, run_id: str, split: str, rows: pa.Table) -> None:
        self._samples(run_id).put(split, rows)

    def sample(self, run_id: str, split: str, columns: Sequence[str] | None = None) -> pa.Table:
        return self._samples(run_id).get(split, columns)

    def put_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshots(snapshot.info.run_id).put(snapshot)

    def snapshot_steps(self, run_id: str) -> list[int]:
        return self._snapshots(run_id).steps()

    def snapshot_info(self, run_id: str, step: int) -> SnapshotInfo:
        return self._snapshots(run_id).info(step)

    def split_states(self, run_id: str, step: int, split: str) -> SplitStates:
        return self._snapshots(run_id).states(step, split)

    def snapshot_bytes(self, run_id: str) -> int:
        return self._snapshots(run_id).size()

    # Checkpoints

    def put_checkpoint(
        self, run_id: str, step: int, tensors: Mapping[str, NDArray[np.generic]], state: Mapping[str, Any]
    ) -> None:
        self._checkpoints(run_id).put(step, tensors, state)

    def checkpoint(
        self, run_id: str, step: int | None = None
    ) -> tuple[int, Mapping[str, NDArray[np.generic]], dict[str, Any]]:
        return self._checkpoints(run_id).get(step)

    def checkpoint_steps(self, run_id: str) -> list[int]:
        return self._checkpoints(run_id).steps()

    def delete_checkpoint(self, run_id: str, step: int) -> None:
        self._checkpoints(run_id).delete(step)

    def _samples(self, run_id: str) -> SampleShelf:
        return SampleShelf(self._folder(run_id), trash=self._trash, run_id=run_id)

    def _snapshots(self, run_id: str) -> SnapshotShelf:
        return SnapshotShelf(self._folder(run_id), trash=self._trash, run_id=run_id)

    def _checkpoints(self, run_id: str) -> CheckpointShelf:
        return CheckpointShelf(self._folder(run_id), trash=self._trash, run_id=run_id)

    def _folder(self, run_id: str) -> Path:
        self._rows.require(run_id)
        return self.root / "runs" / run_id

    def _discard_folder(self, run_id: str) -> None:
        with storage_failures(self.root):
            to_trash(self.root / "runs" / run_id, self._trash)


def _prepare(root: Path, *, create: bool) -> None:
    """Makes an empty store where there is none. Two processes that start at once make one."""
    if root.exists() and not root.is_dir():
        raise RequestError(f"{root} is a file; a store is a folder")
    with storage_failures(root):
        if (root / DATABASE).exists():
            return
        if not create:
            raise NotFoundError(f"there is no store in the folder {root}; a training makes one")
        make_folder(root)
        with folder_lock(root):
            if not (root / DATABASE).exists():
                _refuse_orphans(root)
                create_database(root / DATABASE)


def _refuse_orphans(root: Path) -> None:
    runs = root / "runs"
    if runs.is_dir() and any(runs.iterdir()):
        raise CorruptError(
            f"{root / DATABASE}: is missing, and {runs} holds runs; put the file back, or choose another folder"
        )
