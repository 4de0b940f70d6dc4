"""Recorder: takes snapshots on the training thread and writes them on another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from queue import Queue
from threading import Thread
from typing import Any

from numpy.typing import NDArray

from clicklens.capture.figures import snapshot_figures
from clicklens.capture.sample import Sample
from clicklens.capture.settings import Capture
from clicklens.capture.take import take_snapshot
from clicklens.core.run import RunEvent
from clicklens.core.snapshot import Snapshot
from clicklens.core.store import Store
from clicklens.models import CtrModel

WAITING = 2  # snapshots that may wait to be written; bounds memory when the disk is slower than the training
NAMING = 1000  # bytes that a store may take to say what an array is
FULL = "capture-full"  # the kind of the event that says that no more fits
TAKEN = "snapshot"  # the kind of the event that says that there is one more


class Recorder:
    """Writes down a run's inner states, and never more of them than its limit of disk.

    A snapshot is taken while training waits; its writing does not hold training up unless ``WAITING`` already wait,
    or the limit is near. An error of the writer is raised by the next ``record``, ``flush`` or ``close``.
    """

    def __init__(
        self, store: Store, run_id: str, samples: Mapping[str, Sample], settings: Capture, *, clock: Callable[[], str]
    ) -> None:
        """``clock`` gives the time now as ISO 8601 text. Keeps the samples' rows at once."""
        self._store = store
        self._run_id = run_id
        self._samples = samples
        self._settings = settings
        self._clock = clock
        self._error: BaseException | None = None
        self._queue: Queue[Snapshot | None] = Queue(maxsize=WAITING)
        self._is_full = False
        self._is_closed = False
        for name, sample in samples.items():
            store.put_sample(run_id, name, sample.table())
        self._writer = Thread(target=self._write, name="snapshot-writer", daemon=True)
        self._writer.start()

    def due(self, step: int) -> bool:
        """Whether a snapshot is asked for after this step."""
        return self._settings.every is not None and step % self._settings.every == 0

    def record(self, model: CtrModel, *, step: int, epoch: float) -> bool:
        """Takes a snapshot and hands it to the writer; False when the run's limit of disk leaves no room for it."""
        if self._is_closed:
            raise ValueError("the recorder is closed")
        self._raise_error()
        if self._is_full:
            return False
        snapshot = take_snapshot(
            model,
            self._samples,
            run_id=self._run_id,
            step=step,
            epoch=epoch,
            taken_at=self._clock(),
            gradients=self._settings.gradients,
        )
        if not self._fits(snapshot):
            self._note_full(step)
            return False
        self._queue.put(snapshot)
        return True

    def flush(self) -> None:
        """Waits until all that was recorded is on disk. Raises what the writer met."""
        self._queue.join()
        self._raise_error()

    def close(self) -> None:
        """Writes what waits and ends the writer; a second call does nothing. Raises what the writer met."""
        if self._is_closed:
            return
        self._is_closed = True
        self._queue.put(None)
        self._writer.join()
        self._raise_error()

    def _fits(self, snapshot: Snapshot) -> bool:
        """Whether the limit leaves room for it. Near the limit what waits is written first, to know its true size."""
        size = _bytes(snapshot)
        free = self._settings.disk_limit_gb * 1e9 - self._store.snapshot_bytes(self._run_id)
        if (WAITING + 2) * size <= free:  # it, those that wait, and the one that is being written
            return True
        self.flush()
        return self._store.snapshot_bytes(self._run_id) + size <= self._settings.disk_limit_gb * 1e9

    def _note_full(self, step: int) -> None:
        """Says so in the run's events, once, also where the run is resumed."""
        self._is_full = True
        if any(event.kind == FULL for event in self._store.events(self._run_id)):
            return
        limit = self._settings.disk_limit_gb
        text = f"snapshots stop here: the next one would pass the limit of {limit:g} GB (capture.disk_limit_gb)"
        self._store.add_event(self._run_id, RunEvent(step=step, kind=FULL, text=text, at=self._clock()))

    def _write(self) -> None:
        while (snapshot := self._queue.get()) is not None:
            if self._error is None:
                self._write_one(snapshot)
            self._queue.task_done()
        self._queue.task_done()

    def _write_one(self, snapshot: Snapshot) -> None:
        try:
            self._store.put_snapshot(snapshot)
            self._store.add_event(self._run_id, _taken(snapshot))
        except BaseException as error:  # handed to the training thread, which raises it
            self._error = error

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error


def _taken(snapshot: Snapshot) -> RunEvent:
    """That there is a snapshot, and what it shows at a glance."""
    info = snapshot.info
    return RunEvent(step=info.step, kind=TAKEN, figures=snapshot_figures(snapshot.splits), at=info.taken_at)


def _bytes(snapshot: Snapshot) -> int:
    """At most what a store takes for it: its arrays (a store leaves out what follows from the rest) and their names."""
    arrays: list[NDArray[Any]] = []
    for split in snapshot.splits.values():
        arrays += [split.example_ids, split.weights]
        for named in (split.labels, split.logits, split.activations, split.preactivations, split.gradients):
            arrays += named.values()
        for n in split.neurons.values():
            arrays += [n.mean, n.deviation, n.zero_share, n.histogram, n.edges]
    return sum(values.nbytes + NAMING for values in arrays)
