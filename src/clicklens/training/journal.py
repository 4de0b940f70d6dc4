"""Journal: writes a training's figures and turns into the store."""

from __future__ import annotations

from collections.abc import Callable

from clicklens.core.run import RunEvent
from clicklens.core.store import RunStore
from clicklens.training.event import BestFound, CheckpointWritten, Evaluated, Event, RunDone, RunStarted
from clicklens.training.trainer import Trainer


class Journal:
    """Keeps the points of every evaluation, and the events that a person looks for afterwards."""

    def __init__(self, store: RunStore, run_id: str, *, clock: Callable[[], str]) -> None:
        """``clock`` gives the time now as ISO 8601 text."""
        self._store = store
        self._run_id = run_id
        self._clock = clock

    def on(self, event: Event, trainer: Trainer) -> None:  # noqa: ARG002
        """Writes what is worth keeping."""
        if isinstance(event, Evaluated):
            self._store.add_metrics(self._run_id, event.points)
        elif isinstance(event, RunStarted) and event.step > 0:
            self._note(event.step, "resumed", f"of {event.total_steps} steps")
        elif isinstance(event, BestFound):
            self._note(event.step, "best", f"{event.metric} on '{event.split}' is {event.value:.6g}")
        elif isinstance(event, CheckpointWritten):
            self._note(event.step, "checkpoint", "")
        elif isinstance(event, RunDone) and event.reason is not None:
            self._note(event.step, "stopped", event.reason)

    def _note(self, step: int, kind: str, text: str) -> None:
        self._store.add_event(self._run_id, RunEvent(step=step, kind=kind, text=text, at=self._clock()))
