"""A store that keeps everything in memory: what tests of analyses read from, with nothing of the disk in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pyarrow as pa

from clicklens.core.errors import NotFoundError, RequestError, nearest
from clicklens.core.run import MetricPoint, Run, RunCourse, RunEvent, RunProgress
from clicklens.core.slice import Slice
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates
from clicklens.core.store import Watch


class MemoryStore:
    """The Store protocol on dictionaries."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self._metrics: dict[str, dict[tuple[int, str, int | None], MetricPoint]] = {}
        self._events: dict[str, list[RunEvent]] = {}
        self._progress: dict[str, RunProgress] = {}
        self._slices: dict[str, Slice] = {}
        self._results: dict[tuple[str, str], str] = {}
        self._samples: dict[tuple[str, str], pa.Table] = {}
        self._snapshots: dict[tuple[str, int], Snapshot] = {}
        self._checkpoints: dict[tuple[str, int], tuple[Mapping[str, Any], dict[str, Any]]] = {}

    def add_run(self, run: Run) -> None:
        if run.id in self._runs:
            raise RequestError(f"there is a run '{run.id}' already")
        self._runs[run.id] = run

    def run(self, run_id: str) -> Run:
        if run_id not in self._runs:
            raise NotFoundError(f"there is no run '{run_id}'{nearest(run_id, self._runs)}")
        return self._runs[run_id]

    def runs(self) -> list[Run]:
        return sorted(self._runs.values(), key=lambda run: run.created_at, reverse=True)

    def update_run(self, run_id: str, **changes: Any) -> Run:
        self._runs[run_id] = Run.model_validate({**self.run(run_id).model_dump(), **changes})
        return self._runs[run_id]

    def delete_run(self, run_id: str) -> None:
        del self._runs[self.run(run_id).id]
        for kept in (self._metrics, self._events):
            kept.pop(run_id, None)
        for keyed in (self._results, self._samples, self._snapshots, self._checkpoints):
            for key in [key for key in keyed if key[0] == run_id]:
                del keyed[key]

    def add_metrics(self, run_id: str, points: Sequence[MetricPoint]) -> None:
        kept = self._metrics.setdefault(run_id, {})
        kept.update({(point.step, point.split, point.day): point for point in points})

    def metrics(self, run_id: str, *, by_day: bool = True) -> list[MetricPoint]:
        def place(point: MetricPoint) -> tuple[int, str, bool, int]:
            return point.step, point.split, point.day is not None, point.day or 0

        points = self._metrics.get(run_id, {}).values()
        return sorted((point for point in points if by_day or point.day is None), key=place)

    def add_event(self, run_id: str, event: RunEvent) -> None:
        self._events.setdefault(run_id, []).append(event)

    def events(self, run_id: str) -> list[RunEvent]:
        return sorted(self._events.get(run_id, []), key=lambda event: event.step)

    def forget_after(self, run_id: str, step: int) -> None:
        self._metrics[run_id] = {k: v for k, v in self._metrics.get(run_id, {}).items() if k[0] <= step}
        self._events[run_id] = [event for event in self._events.get(run_id, []) if event.step <= step]
        self._snapshots = {k: v for k, v in self._snapshots.items() if k[0] != run_id or k[1] <= step}

    def keep_progress(self, run_id: str, progress: RunProgress) -> None:
        self._progress[self.run(run_id).id] = progress

    def progress(self, run_id: str) -> RunProgress | None:
        return self._progress.get(self.run(run_id).id)

    def courses(self, run_ids: Collection[str] | None = None) -> dict[str, RunCourse]:
        raise NotImplementedError("no test lists runs of this store")

    def watch(self) -> Watch:
        raise NotImplementedError("no other process writes here")

    def put_result(self, run_id: str, key: str, text: str) -> None:
        self._results[run_id, key] = text

    def result(self, run_id: str, key: str) -> str | None:
        return self._results.get((run_id, key))

    def results(self, run_id: str, prefix: str) -> list[str]:
        known = reversed(self._results.items())
        return [text for (run, key), text in known if run == run_id and key.startswith(prefix)]

    def put_slice(self, saved: Slice) -> None:
        self._slices[saved.name] = saved

    def slices(self) -> list[Slice]:
        return [self._slices[name] for name in sorted(self._slices)]

    def delete_slice(self, name: str) -> None:
        if name not in self._slices:
            raise NotFoundError(f"there is no slice '{name}'{nearest(name, self._slices)}")
        del self._slices[name]

    def put_sample(self, run_id: str, split: str, rows: pa.Table) -> None:
        self._samples[run_id, split] = rows

    def sample(self, run_id: str, split: str, columns: Sequence[str] | None = None) -> pa.Table:
        if (run_id, split) not in self._samples:
            raise NotFoundError(f"run '{run_id}' has no sample of split '{split}'")
        rows = self._samples[run_id, split]
        return rows if columns is None else rows.select(list(columns))

    def put_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshots[snapshot.info.run_id, snapshot.info.step] = snapshot

    def snapshot_steps(self, run_id: str) -> list[int]:
        return sorted(step for run, step in self._snapshots if run == run_id)

    def snapshot_info(self, run_id: str, step: int) -> SnapshotInfo:
        return self._snapshot(run_id, step).info

    def split_states(self, run_id: str, step: int, split: str) -> SplitStates:
        return self._snapshot(run_id, step).splits[split]

    def snapshot_bytes(self, run_id: str) -> int:
        states = [
            split for (run, _), snap in self._snapshots.items() if run == run_id for split in snap.splits.values()
        ]
        return sum(values.nbytes for state in states for values in state.activations.values())

    def put_checkpoint(self, run_id: str, step: int, tensors: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        self._checkpoints[run_id, step] = (tensors, dict(state))

    def checkpoint(self, run_id: str, step: int | None = None) -> tuple[int, Mapping[str, Any], dict[str, Any]]:
        steps = self.checkpoint_steps(run_id)
        if not steps or (step is not None and step not in steps):
            raise NotFoundError(f"run '{run_id}' has checkpoints at steps {steps}")
        found = steps[-1] if step is None else step
        return found, *self._checkpoints[run_id, found]

    def checkpoint_steps(self, run_id: str) -> list[int]:
        return sorted(step for run, step in self._checkpoints if run == run_id)

    def delete_checkpoint(self, run_id: str, step: int) -> None:
        self._checkpoints.pop((run_id, step), None)

    def _snapshot(self, run_id: str, step: int) -> Snapshot:
        if (run_id, step) not in self._snapshots:
            raise NotFoundError(f"run '{run_id}' has snapshots at steps {self.snapshot_steps(run_id)}, not {step}")
        return self._snapshots[run_id, step]
