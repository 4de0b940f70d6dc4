"""Queues of jobs for tests: a clock that is set by hand, requests that are right, and a small trained store."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

from clicklens.capture import Capture
from clicklens.core.job import Job
from clicklens.core.run import Run
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.lease import Held, Leases
from clicklens.jobs.queue import JobQueue
from clicklens.store.folder_store import FolderStore
from clicklens.training import start_run
from tests.training_runs import small_spec


class HandClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 8, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def make_queue(folder: Path, clock: Any = None) -> JobQueue:
    """A queue in a new store, or in the one that is there."""
    numbers = count()
    return JobQueue(FolderStore(folder), clock=clock or HandClock(), tokens=lambda: f"{next(numbers):04x}")


def train_request(dataset: EncodedDataset, **training: Any) -> dict[str, Any]:
    """A small training that a queue accepts; ``capture`` as in ``small_spec``."""
    plain = small_spec(**training).model_dump(mode="json")
    return {"kind": "train", "spec": {**plain, "data": {"path": str(dataset.path)}}}


def leases_of(queue: JobQueue, worker: str = "w", seconds: float = 10.0) -> Leases:
    """What that worker may do."""
    return Leases(queue.database, worker=worker, clock=queue.clock, seconds=seconds)


def claim(leases: Leases, *, parallel: int = 1, memory: int = 2**40) -> Held:
    """The next job, which must be there."""
    held = leases.claim(parallel=parallel, memory=memory)
    assert held is not None
    return held


def claimed(queue: JobQueue, worker: str = "w") -> tuple[Leases, Held]:
    """The next job in the hands of a worker."""
    leases = leases_of(queue, worker)
    return leases, claim(leases)


def ended(queue: JobQueue, job: Job, state: Any, **changes: Any) -> Job:
    """The job, which must be the next one, after a worker took it and brought it to that end."""
    leases, held = claimed(queue)
    assert held.job.id == job.id
    return leases.settle(held, state, **changes)


def trained_run(store: FolderStore, dataset: EncodedDataset, run_id: str = "first", **training: Any) -> Run:
    """A run with snapshots."""
    spec = small_spec(capture=Capture(every=4, rows=40), **training)
    return start_run(spec, store=store, dataset=dataset, run_id=run_id)
