"""The best step so far, and stopping when no better one comes."""

from __future__ import annotations

from typing import Any

from clicklens.metrics import LOWER_IS_BETTER
from clicklens.training.evaluate import metric_name
from clicklens.training.event import BestFound, Evaluated, Event, RunStarted
from clicklens.training.spec import EarlyStopping
from clicklens.training.trainer import Trainer


class BestStep:
    """Tells ``BestFound``, and with ``stops`` ends the run when ``patience`` evaluations in a row bring no gain.

    An evaluation that leaves the metric undefined counts as one without gain.
    """

    def __init__(self, settings: EarlyStopping, *, first_task: str, stops: bool) -> None:
        task = None if settings.task in (None, first_task) else settings.task
        self._settings = settings
        self._metric = metric_name(settings.metric, task)
        self._stops = stops
        self._best: float | None = None  # in the metric's unit
        self._step: int | None = None
        self._without_gain = 0  # evaluations

    def on(self, event: Event, trainer: Trainer) -> None:
        """Compares an evaluation with the best; after a resume takes a decision up again that was made before."""
        if isinstance(event, Evaluated):
            self._compare(event, trainer)
        if isinstance(event, (Evaluated, RunStarted)) and self._stops and self._without_gain >= self._settings.patience:
            trainer.stop(
                f"early stopping: {self._metric} on '{self._settings.split}' was best at step {self._step} and has "
                f"not gained in {self._without_gain} evaluations since"
            )

    def memory(self) -> dict[str, Any]:
        """The best value and step, and how many evaluations have brought no gain since."""
        return {"best": self._best, "step": self._step, "without_gain": self._without_gain}

    def remember(self, memory: dict[str, Any]) -> None:
        """Takes back what ``memory`` gave."""
        self._best, self._step = memory["best"], memory["step"]
        self._without_gain = int(memory["without_gain"])

    def _compare(self, event: Evaluated, trainer: Trainer) -> None:
        wholes = [p for p in event.points if p.split == self._settings.split and p.day is None]
        if not wholes:
            return
        value = wholes[0].values.get(self._metric)
        if value is None or not self._is_gain(value):
            self._without_gain += 1
            return
        self._best, self._step, self._without_gain = value, event.step, 0
        trainer.tell(BestFound(event.step, self._metric, self._settings.split, value))

    def _is_gain(self, value: float) -> bool:
        if self._best is None:
            return True
        gain = self._best - value if self._settings.metric in LOWER_IS_BETTER else value - self._best
        return gain > self._settings.min_gain
