"""Choosing an alarm rule by its mistakes on some runs, and scoring it on others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple, get_args

import numpy as np
import pandas as pd
from alarm_plans import Plan

from clicklens.analysis.overfitting import AlarmRule, Transform

OVER_FIT = 0.002  # AUC under the best so far from which a run counts as over-fit
WITHOUT_UNIT = ("ratio", "correlation", "saliency", "barely_active", "persistence", "distance_ks")
RIVAL = "log_loss_gap"  # held-out minus train log loss: needs labels


@dataclass(frozen=True)
class Trial:
    """One run: its signals by step, and beside them its true course."""

    plan: Plan
    table: pd.DataFrame

    @cached_property
    def auc(self) -> pd.Series[float]:
        """Held-out AUC by step."""
        return self.table["auc"]

    @cached_property
    def over_fit_from(self) -> int | None:
        """The first step after the best one at which AUC lies more than ``OVER_FIT`` under it, or None."""
        best = int(self.auc.idxmax())
        fallen = self.auc[(self.auc.index > best) & (self.auc < self.auc.max() - OVER_FIT)]
        return None if fallen.empty else int(fallen.index[0])


class Score(NamedTuple):
    """How a rule did on some runs."""

    runs: int
    over_fit: int  # runs that truly over-fit
    rung: int  # of those, alarms at or after the best step (less one snapshot)
    false_alarms: int  # alarms on runs that never over-fit, or too early
    delay: float | None  # mean snapshots from the first over-fit step to the alarm; negative: before it

    @property
    def mistakes(self) -> int:
        """Runs without an alarm that should have one, and false alarms."""
        return self.over_fit - self.rung + self.false_alarms


def score(rule: AlarmRule, trials: Sequence[Trial]) -> Score:
    """Counts alarms that are right, missing and false; one that comes too early on an over-fit run is false."""
    rung, false, delays = 0, 0, []
    for trial in trials:
        rang_at = rule.ring(trial.table).rang_at
        if rang_at is None:
            continue
        steps = list(trial.table.index)
        earliest = steps[max(steps.index(int(trial.auc.idxmax())) - 1, 0)]
        if trial.over_fit_from is None or rang_at < earliest:
            false += 1
            rung += trial.over_fit_from is not None  # counted once, as a false alarm
        else:
            rung += 1
            delays.append(steps.index(rang_at) - steps.index(trial.over_fit_from))
    over_fit = sum(trial.over_fit_from is not None for trial in trials)
    return Score(len(trials), over_fit, rung, false, float(np.mean(delays)) if delays else None)


def best_rule(trials: Sequence[Trial], *, only: str | None = None) -> AlarmRule:
    """The rule with fewest mistakes, then the shortest delay, then the fewest snapshots to wait for."""
    names = [name for name in _shared_signals(trials) if name not in ("auc", RIVAL)]
    pairs = [pair for pair in product(names, get_args(Transform)) if _has_no_unit(*pair)]
    pairs = [(only, "rise")] if only else pairs  # the rival as anyone would use it: a gap that widens
    found: list[tuple[tuple[float, ...], AlarmRule]] = []
    for place, (name, transform) in enumerate(pairs):
        for patience, skip in product((1, 2, 3), (0, 3)):
            for threshold in _thresholds(name, transform, skip, trials):
                rule = AlarmRule(signal=name, transform=transform, threshold=threshold, patience=patience, skip=skip)
                result = score(rule, trials)
                delay = abs(result.delay) if result.delay is not None else 99.0
                found.append(((result.mistakes, delay, patience, place), rule))
    return min(found, key=lambda entry: entry[0])[1]


def _has_no_unit(signal: str, transform: Transform) -> bool:
    """Whether a threshold can carry over to data of another click rate or model of another width.

    Quotients have no unit; nor have shares, ratios, correlations and distances between 0 and 1. A fall in nats has one.
    """
    return transform in ("growth", "shrinkage", "surge") or any(word in signal for word in WITHOUT_UNIT)


def _shared_signals(trials: Sequence[Trial]) -> list[str]:
    """Signals that every run has and that do not name a layer or field of one of them."""
    shared = set.intersection(*(set(trial.table.columns) for trial in trials))
    return sorted(name for name in shared if ":" not in name)


def _thresholds(name: str, transform: Transform, skip: int, trials: Sequence[Trial]) -> list[float]:
    """Candidate thresholds: quantiles of the transformed signal over all runs."""
    rule = AlarmRule(signal=name, transform=transform, threshold=0.0, skip=skip)
    values = np.concatenate([rule.measure(trial.table[name].to_numpy(dtype=float)) for trial in trials])
    values = values[np.isfinite(values)]
    return (
        [float(f"{value:.3g}") for value in np.unique(np.quantile(values, np.linspace(0.05, 0.98, 32)))]
        if len(values)
        else []
    )
