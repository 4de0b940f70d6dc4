"""What a store promises. Everything above reads and writes runs through these protocols and nothing else.

Every write is atomic: it is seen whole or not at all, also when the process is killed in the middle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from clicklens.core.run import MetricPoint, Run, RunCourse, RunEvent, RunProgress
from clicklens.core.slice import Slice
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates
from clicklens.core.store_change import StoreChange

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


class Watch(Protocol):
    """Who looks at a store again and again, and is told what others wrote meanwhile. For one thread at a time."""

    def poll(self) -> list[StoreChange]:
        """What changed since the last call; the first call only looks. Cheap when nothing did."""

    def close(self) -> None:
        """Lets go of what it holds."""


class RunStore(Protocol):
    """Runs, their metrics, their events, and the results of analyses on them."""

    def add_run(self, run: Run) -> None:
        """Keeps a new run. Raises RequestError when the id is taken."""

    def run(self, run_id: str) -> Run:
        """The run of that id, or of a prefix or name that only one run has. Raises NotFoundError naming the nearest."""

    def runs(self) -> list[Run]:
        """All runs, newest first."""

    def update_run(self, run_id: str, **changes: Any) -> Run:
        """Replaces fields of the run and returns it as it is now."""

    def delete_run(self, run_id: str) -> None:
        """Removes the run and all it left behind."""

    def add_metrics(self, run_id: str, points: Sequence[MetricPoint]) -> None:
        """Keeps points; one with the same step, split and day replaces the earlier one."""

    def metrics(self, run_id: str, *, by_day: bool = True) -> list[MetricPoint]:
        """All points, by step, split, day (the whole split first); without ``by_day`` those of whole splits only."""

    def add_event(self, run_id: str, event: RunEvent) -> None:
        """Keeps an event."""

    def events(self, run_id: str) -> list[RunEvent]:
        """All events by step, in the order they came."""

    def forget_after(self, run_id: str, step: int) -> None:
        """Drops metrics, events and snapshots later than ``step``: a run that resumes there writes them again."""

    def keep_progress(self, run_id: str, progress: RunProgress) -> None:
        """Keeps how far the run is, in place of what was said before."""

    def progress(self, run_id: str) -> RunProgress | None:
        """How far the run is, as was last said; None where nothing was."""

    def courses(self, run_ids: Collection[str] | None = None) -> dict[str, RunCourse]:
        """Run id -> how it went, of the runs named or of all; cheap also for thousands of runs.

        A run that is not there is left out: it may have been deleted since it was listed.
        """

    def watch(self) -> Watch:
        """A watch over what is written from now on, by this process or by others."""

    def put_result(self, run_id: str, key: str, text: str) -> None:
        """Keeps the JSON text of an analysis' result under its cache key."""

    def result(self, run_id: str, key: str) -> str | None:
        """The text kept under that key, or None."""

    def results(self, run_id: str, prefix: str) -> list[str]:
        """The texts kept under keys that begin so, the one kept first last."""

    def put_slice(self, saved: Slice) -> None:
        """Keeps a named filter, in place of an earlier one of that name; it belongs to no run."""

    def slices(self) -> list[Slice]:
        """All named filters, by name."""

    def delete_slice(self, name: str) -> None:
        """Removes one. Raises NotFoundError naming the nearest."""


class SnapshotStore(Protocol):
    """Samples and snapshots."""

    def put_sample(self, run_id: str, split: str, rows: pa.Table) -> None:
        """Keeps the rows of a split's fixed sample, as people read them.

        Columns: ``example_id`` int64, ``weight`` float32, ``day`` int64 or null, ``group`` int64 or null,
        ``label:TASK`` float32, ``field:FIELD`` string, list of strings, or float.
        """

    def sample(self, run_id: str, split: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a split's sample, of all columns or of those that are named. Raises NotFoundError."""

    def put_snapshot(self, snapshot: Snapshot) -> None:
        """Keeps a snapshot; the info is written last."""

    def snapshot_steps(self, run_id: str) -> list[int]:
        """Steps with a whole snapshot, ascending."""

    def snapshot_info(self, run_id: str, step: int) -> SnapshotInfo:
        """What the snapshot at that step holds. Raises NotFoundError naming the steps that there are."""

    def split_states(self, run_id: str, step: int, split: str) -> SplitStates:
        """The states of one split; arrays are read from disk when they are first used."""

    def snapshot_bytes(self, run_id: str) -> int:
        """What the run's snapshots take on disk, in bytes."""


class CheckpointStore(Protocol):
    """What a killed run goes on from."""

    def put_checkpoint(
        self, run_id: str, step: int, tensors: Mapping[str, NDArray[np.generic]], state: Mapping[str, Any]
    ) -> None:
        """Keeps named arrays and plain JSON values of one step."""

    def checkpoint(
        self, run_id: str, step: int | None = None
    ) -> tuple[int, Mapping[str, NDArray[np.generic]], dict[str, Any]]:
        """Step, arrays and values of the checkpoint at that step, or of the newest. Raises NotFoundError."""

    def checkpoint_steps(self, run_id: str) -> list[int]:
        """Steps with a whole checkpoint, ascending."""

    def delete_checkpoint(self, run_id: str, step: int) -> None:
        """Removes one checkpoint."""


class Store(RunStore, SnapshotStore, CheckpointStore, Protocol):
    """All three in one place."""
