"""Pruning: ends a training that promises little next to those before it, so that the time goes to better ones."""

from __future__ import annotations

from collections.abc import Callable

from clicklens.core.store import RunStore
from clicklens.training.event import Evaluated, Event, RunStarted
from clicklens.training.trainer import Trainer

PRUNED = "pruned"  # how the reason of such an end begins


class Pruning:
    """Tells the metric of each evaluation to whoever judges, and stops the run when that one says so."""

    def __init__(
        self, judge: Callable[[float, int], bool], *, metric: str, split: str, store: RunStore, run_id: str
    ) -> None:
        """``judge(value, evaluation)`` is whether the run promises too little; evaluations are counted from 1."""
        self._judge = judge
        self._metric, self._split = metric, split
        self._store, self._run_id = store, run_id
        self._count = 0  # evaluations

    def on(self, event: Event, trainer: Trainer) -> None:
        """Asks at each evaluation but the last, where there is nothing left to save."""
        if isinstance(event, RunStarted):
            self._count = replay(self._judge, self._store, self._run_id, metric=self._metric, split=self._split)
        elif isinstance(event, Evaluated):
            values = [p.values.get(self._metric) for p in event.points if p.split == self._split and p.day is None]
            self._note(values[0] if values else None, trainer)

    def _note(self, value: float | None, trainer: Trainer) -> None:
        self._count += 1
        if value is None or not self._judge(value, self._count):
            return
        if trainer.position.step < trainer.total_steps:
            trainer.stop(
                f"{PRUNED}: {self._metric} on '{self._split}' is {value:.4f} at evaluation {self._count}, behind the "
                "trials before it"
            )


def replay(judge: Callable[[float, int], bool], store: RunStore, run_id: str, *, metric: str, split: str) -> int:
    """Tells what was measured before, so that the judge knows the whole course; the number of evaluations."""
    points = [point for point in store.metrics(run_id, by_day=False) if point.split == split]
    for count, point in enumerate(points, start=1):
        value = point.values.get(metric)
        if value is not None:
            judge(value, count)
    return len(points)
