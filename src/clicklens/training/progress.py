"""Progress: how far a training is, how fast, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from clicklens.training.event import Evaluated, Event, RunDone, RunFailed, RunStarted, StepDone
from clicklens.training.trainer import Trainer

BETWEEN_LINES = 5.0  # seconds, where there is no terminal
BETWEEN_DRAWINGS = 0.1  # seconds, on a terminal


class ProgressBar:
    """A bar on a terminal, a line every few seconds elsewhere; and a line for every evaluation on both.

    Rows a second are those of training: time spent on evaluation and snapshots is left out. Time left counts all.
    """

    def __init__(self, console: Console | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Draws on standard error when no console is given. ``clock`` gives seconds."""
        self._console = console or Console(stderr=True)
        self._clock = clock
        self._bar: Progress | None = None
        self._began = self._drawn = 0.0
        self._first = self._total = 0  # steps
        self._rows, self._seconds = 0, 0.0
        self._loss: float | None = None  # nats, a running mean

    def on(self, event: Event, trainer: Trainer) -> None:  # noqa: ARG002
        """Draws."""
        if isinstance(event, RunStarted):
            self._start(event)
        elif isinstance(event, StepDone):
            self._note(event)
        elif isinstance(event, Evaluated):
            self._console.print(_evaluated(event), markup=False, highlight=False, soft_wrap=True)
        elif isinstance(event, (RunDone, RunFailed)):
            self._stop(event)

    def _start(self, event: RunStarted) -> None:
        self._first, self._total = event.step, event.total_steps
        self._began = self._drawn = self._clock()
        if self._console.is_terminal:
            columns = (TextColumn("training"), BarColumn(), TextColumn("{task.fields[told]}"))
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.add_task("", total=event.total_steps, completed=event.step, told="")
            self._bar.start()

    def _note(self, event: StepDone) -> None:
        self._rows += event.rows
        self._seconds += event.seconds
        self._loss = event.loss if self._loss is None else 0.98 * self._loss + 0.02 * event.loss
        now = self._clock()
        if now - self._drawn < (BETWEEN_DRAWINGS if self._bar else BETWEEN_LINES):
            return
        self._drawn = now
        told = self._told(event, now)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=event.step, told=told)
        else:
            self._console.print(told, markup=False, highlight=False, soft_wrap=True)

    def _told(self, event: StepDone, now: float) -> str:
        rate = self._rows / self._seconds if self._seconds > 0 else 0.0
        left = (now - self._began) / (event.step - self._first) * (self._total - event.step)
        return (
            f"step {event.step:,} of {self._total:,}, epoch {event.epoch:.2f}, loss {self._loss:.4f}, "
            f"{rate:,.0f} rows/s, {duration(left)} left"
        )

    def _stop(self, event: RunDone | RunFailed) -> None:
        if self._bar is not None:
            self._bar.stop()
        if isinstance(event, RunDone):
            why = "" if event.reason is None else f" ({event.reason})"
            took = duration(self._clock() - self._began)
            self._console.print(
                f"step {event.step:,} done in {took}{why}", markup=False, highlight=False, soft_wrap=True
            )


def duration(seconds: float) -> str:
    """As people say it: ``8 s``, ``3 min 20 s``, ``2 h 5 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _evaluated(event: Evaluated) -> str:
    wholes = [point for point in event.points if point.day is None]
    told = [f"{p.split} auc {_shown(p.values['auc'])} log loss {_shown(p.values['log_loss'])}" for p in wholes]
    return f"step {event.step:,}, epoch {event.epoch:.2f}: " + "; ".join(told)


def _shown(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.4f}"
