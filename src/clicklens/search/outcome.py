"""What came of a trial, read from the run that it is."""

from __future__ import annotations

from dataclasses import dataclass

from clicklens.core.run import Run
from clicklens.core.store import RunStore
from clicklens.metrics import LOWER_IS_BETTER
from clicklens.search.pruning import PRUNED

CHOSEN_BY_NOTHING = "test"  # the split that no trial was chosen by


@dataclass(frozen=True)
class Figures:
    """The best evaluation of a run on the split that judges, and the same metric of the same moment on test."""

    value: float
    step: int  # optimiser steps
    test: float | None  # None: not evaluated, or test is what judges


def figures_of(store: RunStore, run_id: str, *, metric: str, split: str) -> Figures | None:
    """None for a run that was never evaluated there, or whose metric was undefined each time."""
    points = store.metrics(run_id, by_day=False)
    sign = -1.0 if metric in LOWER_IS_BETTER else 1.0
    known = [(sign * value, p) for p in points if p.split == split and (value := p.values.get(metric)) is not None]
    if not known:
        return None
    best, point = max(known, key=lambda pair: pair[0])
    test = next((p.values.get(metric) for p in points if p.split == CHOSEN_BY_NOTHING and p.step == point.step), None)
    return Figures(value=sign * best, step=point.step, test=None if split == CHOSEN_BY_NOTHING else test)


def is_pruned(run: Run) -> bool:
    """Whether it was ended because it promised little."""
    return run.state == "succeeded" and run.message.startswith(PRUNED)
