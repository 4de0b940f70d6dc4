"""Captures: snapshots of the model at the steps that the settings ask for."""

from __future__ import annotations

from clicklens.capture import Capture, Recorder
from clicklens.core.store import SnapshotStore
from clicklens.training.event import Event, RunDone, RunStarted, StepDone
from clicklens.training.trainer import Trainer


class Captures:
    """Records at step 0, every so many steps, at epoch ends if wanted, and at the last step.

    A run that resumes records the step where it stands again if its snapshot was lost with the process.
    """

    def __init__(self, recorder: Recorder, settings: Capture, store: SnapshotStore, run_id: str) -> None:
        self._recorder = recorder
        self._settings = settings
        self._store = store
        self._run_id = run_id

    def on(self, event: Event, trainer: Trainer) -> None:
        """Takes a snapshot where it is due; waits for the writer at the end."""
        if isinstance(event, RunStarted):
            ends_epoch = trainer.position.batch == 0 and event.step > 0
            is_due = self._is_due(event.step, ends_epoch=ends_epoch)
            if is_due and event.step not in self._store.snapshot_steps(self._run_id):
                self._record(trainer)
        elif isinstance(event, StepDone):
            if event.is_last or self._is_due(event.step, ends_epoch=event.ends_epoch):
                self._record(trainer)
        elif isinstance(event, RunDone):
            self._recorder.flush()

    def flush(self) -> None:
        """Waits until every snapshot so far is on disk."""
        self._recorder.flush()

    def _is_due(self, step: int, *, ends_epoch: bool) -> bool:
        return self._recorder.due(step) or (self._settings.each_epoch and ends_epoch)

    def _record(self, trainer: Trainer) -> None:
        self._recorder.record(trainer.model, step=trainer.position.step, epoch=trainer.epoch)
