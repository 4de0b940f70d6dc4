"""JobProgress: tells a worker how far a training is, at most twice a second."""

from __future__ import annotations

import time
from collections.abc import Callable

from clicklens.jobs.message import Progress
from clicklens.training.event import Event, RunDone, RunStarted, StepDone
from clicklens.training.trainer import Trainer

EVERY = 0.5  # seconds
_FADING = 0.9  # of the rate so far, at each word


class JobProgress:
    """An observer of one training, which may be one of several that a job does."""

    def __init__(
        self,
        say: Callable[[Progress], None],
        *,
        part: int = 0,
        parts: int = 1,
        seconds: Callable[[], float] = time.monotonic,
        every: float = EVERY,
    ) -> None:
        """``part`` of ``parts`` trainings is this one, counted from 0. ``seconds`` gives a time that only grows."""
        self._say = say
        self._part, self._parts = part, parts
        self._seconds = seconds
        self._every = every
        self._began = self._told = 0.0
        self._first = self._rows = 0
        self._spent = 0.0  # seconds of training since the last word
        self._rate: float | None = None  # rows a second, of late

    def on(self, event: Event, trainer: Trainer) -> None:
        """Counts rows; tells when it is time."""
        if isinstance(event, RunStarted):
            self._began, self._first = self._seconds(), event.step
            self._tell(event.step, trainer.total_steps)
        elif isinstance(event, StepDone):
            self._rows += event.rows
            self._spent += event.seconds
            if event.is_last or self._seconds() - self._told >= self._every:
                self._tell(event.step, trainer.total_steps)
        elif isinstance(event, RunDone):
            self._tell(event.step, trainer.total_steps)

    def _tell(self, step: int, total: int) -> None:
        if self._spent > 0:
            now = self._rows / self._spent
            self._rate = now if self._rate is None else _FADING * self._rate + (1 - _FADING) * now
        self._told, self._rows, self._spent = self._seconds(), 0, 0.0
        share = step / total if total else 1.0
        self._say(
            Progress(
                progress=min(1.0, (self._part + share) / self._parts),
                progress_text=self._words(step, total),
                rows_per_second=self._rate,
                seconds_left=self._left(step, total),
            )
        )

    def _left(self, step: int, total: int) -> float | None:
        """All that a step takes is counted, evaluations and snapshots too; further trainings as long as this one."""
        if step == self._first:
            return None
        a_step = (self._told - self._began) / (step - self._first)
        return a_step * (total - step + total * (self._parts - self._part - 1))

    def _words(self, step: int, total: int) -> str:
        which = f"model {self._part + 1} of {self._parts}: " if self._parts > 1 else ""
        rate = "" if self._rate is None else f", {_amount(self._rate)} rows/s"
        return f"{which}step {step:,} of {total:,}{rate}"


def _amount(rate: float) -> str:
    return f"{rate / 1000:,.0f} k" if rate >= 10_000 else f"{rate:,.0f}"
