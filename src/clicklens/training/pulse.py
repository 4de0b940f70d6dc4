"""Pulse: lets others see how far a training is and how fast, also between two evaluations."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from clicklens.core.errors import StorageError
from clicklens.core.run import RunProgress
from clicklens.core.store import RunStore
from clicklens.training.event import Event, RunDone, RunStarted, StepDone
from clicklens.training.trainer import Trainer

EVERY = 2.0  # seconds


class Pulse:
    """Keeps the step in the store at the start, every so many seconds, and at the end."""

    def __init__(
        self,
        store: RunStore,
        run_id: str,
        *,
        clock: Callable[[], str],
        seconds: Callable[[], float] = time.monotonic,
        every: float = EVERY,
    ) -> None:
        """``clock`` gives the time now as ISO 8601 text, ``seconds`` a time that only grows."""
        self._store = store
        self._run_id = run_id
        self._clock = clock
        self._seconds = seconds
        self._every = every
        self._last = 0.0
        self._rows = 0  # since the last word
        self._spent = 0.0  # seconds of training since the last word
        self._rate: float | None = None

    def on(self, event: Event, trainer: Trainer) -> None:
        """Counts rows; says where the training stands when it is time."""
        if isinstance(event, StepDone):
            self._rows += event.rows
            self._spent += event.seconds
            if not event.is_last and self._seconds() - self._last < self._every:
                return
        elif not isinstance(event, (RunStarted, RunDone)):
            return
        self._say(event.step, trainer.total_steps)

    def _say(self, step: int, total_steps: int) -> None:
        if self._spent > 0:
            self._rate = self._rows / self._spent
        self._last, self._rows, self._spent = self._seconds(), 0, 0.0
        progress = RunProgress(step=step, total_steps=total_steps, rows_per_second=self._rate, at=self._clock())
        with suppress(StorageError):  # a word that is not heard costs no one a training
            self._store.keep_progress(self._run_id, progress)
