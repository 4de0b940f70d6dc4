"""The figures of some rows, each with its interval, their sampling weights honoured.

AUC by DeLong where rows weigh alike; all else by redrawn rows, whole users where they are known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, xlogy

from clicklens.analysis.captured import Captured
from clicklens.analysis.redrawn_scores import ece_by_chance, redrawn_average_precision, redrawn_ece
from clicklens.analysis.redraws import Redraws, interval_of, quotient
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.metrics import auc_interval, gauc_interval, summarise
from clicklens.metrics.critical_value import normal_critical_value

CHANCE_LEVEL = 0.95  # of what ECE reaches by chance alone

Floats = NDArray[np.float64]


class Estimate(Record):
    """A figure, and its interval where the rows allow one."""

    value: float | None  # None where the rows do not define it
    interval: Interval | None


class Scores(Record):
    """How well some rows are scored."""

    rows: int
    clicked: int  # rows with a click, whatever their weight
    rate: Estimate  # observed click rate, 0 to 1
    auc: Estimate  # 0 to 1, 0.5 is chance
    gauc: Estimate  # AUC within users; undefined where rows have no group
    log_loss: Estimate  # nats a row
    normalised_entropy: Estimate  # ratio, below 1 is better than the click rate alone
    pcoc: Estimate  # predicted over observed clicks, 1 is right
    ece: Estimate  # 0 to 1; above 0 by chance alone, see ece_by_chance
    ece_by_chance: float | None  # 0 to 1; a model whose every pctr is true stays below it in 95% of samples
    average_precision: Estimate  # 0 to 1, the click rate is chance


@dataclass(frozen=True)
class ScoredRows:
    """Rows of a split with what the model made of them."""

    labels: Floats  # (n,)
    logits: Floats  # (n,)
    weights: Floats  # (n,)
    groups: NDArray[np.int64] | None  # (n,)
    days: NDArray[np.int64] | None  # (n,)

    @property
    def pctr(self) -> Floats:
        """(n,) 0 to 1"""
        pctr: Floats = expit(self.logits)
        return pctr

    @property
    def weigh_alike(self) -> bool:
        """Whether every row stands for as many as any other."""
        return bool(np.ptp(self.weights) == 0)

    def take(self, chosen: NDArray[np.bool_]) -> ScoredRows:
        """The rows where ``chosen`` (n,) holds."""
        groups = None if self.groups is None else self.groups[chosen]
        days = None if self.days is None else self.days[chosen]
        return ScoredRows(self.labels[chosen], self.logits[chosen], self.weights[chosen], groups, days)

    def redraws(self, *, draws: int, seed: int) -> Redraws:
        """How the rows would weigh in other samples."""
        return Redraws(self.weights.astype(np.float32), groups=self.groups, draws=draws, seed=seed)


def scored_rows(subject: Captured, step: int, split: str) -> ScoredRows:
    """The sample of that split as the model of that step scores it."""
    states = subject.states(step, split)
    return ScoredRows(
        labels=states.labels[subject.task].astype(np.float64),
        logits=states.logits[subject.task].astype(np.float64),
        weights=states.weights.astype(np.float64),
        groups=subject.groups(split),
        days=subject.days(split),
    )


def measure(rows: ScoredRows, *, draws: int, seed: int) -> Scores:
    """All figures of the rows; there must be at least one of weight above 0."""
    figures = summarise(rows.labels, rows.logits, groups=rows.groups, weights=rows.weights)
    redraws = rows.redraws(draws=draws, seed=seed)
    means = redraws.means(np.stack([rows.labels, rows.pctr, _losses(rows)], axis=1))  # (draws + 1, 3)
    rate, promised, loss = means.T
    entropy = -xlogy(rate, rate) - xlogy(1 - rate, 1 - rate)
    users = rows.groups is not None and figures.gauc is not None
    return Scores(
        rows=len(rows.labels),
        clicked=int(rows.labels.sum()),
        rate=Estimate(value=figures.label_rate, interval=interval_of(rate)),
        auc=Estimate(value=figures.auc, interval=auc_range(rows, redraws)),
        gauc=Estimate(value=figures.gauc, interval=_gauc_range(rows) if users else None),
        log_loss=Estimate(value=figures.log_loss, interval=interval_of(loss)),
        normalised_entropy=Estimate(
            value=figures.normalised_entropy, interval=interval_of(quotient(loss, np.maximum(entropy, 0.0)))
        ),
        pcoc=Estimate(value=figures.pcoc, interval=interval_of(quotient(promised, rate))),
        ece=Estimate(value=figures.ece, interval=_ece_range(rows, redraws)),
        ece_by_chance=_ece_by_chance(rows, draws=draws, seed=seed),
        average_precision=Estimate(
            value=figures.average_precision,
            interval=interval_of(redrawn_average_precision(rows.labels, rows.logits, redraws.weights)),
        ),
    )


def auc_range(rows: ScoredRows, redraws: Redraws, *, level: float = 0.95) -> Interval | None:
    """AUC with DeLong's interval; where weights differ, with the deviation of its redrawn values."""
    if rows.weigh_alike:
        return auc_interval(rows.labels, rows.logits, level=level)
    clicked = rows.labels == 1
    drawn = redrawn_auc(
        rows.logits[clicked], rows.logits[~clicked], redraws.weights[:, clicked], redraws.weights[:, ~clicked]
    )
    known = interval_of(drawn)
    if known is None:
        return None
    reach = normal_critical_value(level) * float(np.nanstd(drawn[1:]))
    low, high = max(known.value - reach, 0.0), min(known.value + reach, 1.0)
    return Interval(value=known.value, low=low, high=high, level=level)


def difference(a: Interval, b: Interval) -> Interval:
    """a - b of two independent figures, from their own intervals (MOVER, Zou & Donner 2008)."""
    value = a.value - b.value
    low = value - math.hypot(a.value - a.low, b.high - b.value)
    high = value + math.hypot(a.high - a.value, b.value - b.low)
    return Interval(value=value, low=low, high=high, level=a.level)


def redrawn_auc(clicked: Floats, others: Floats, clicked_weights: Floats, other_weights: Floats) -> Floats:
    """Probability that a clicked row scores above another one, ties half: scores (c,), (o,), weights (draws, c),
    (draws, o) -> (draws,). The two may come from different splits. NaN in a draw where one side has no weight."""
    order = np.argsort(others)
    below = np.concatenate([np.zeros((len(other_weights), 1)), other_weights[:, order].cumsum(axis=1)], axis=1)
    first, last = (np.searchsorted(others[order], clicked, side=side) for side in ("left", "right"))
    beaten = (below[:, first] + below[:, last]) / 2  # (draws, c)
    return quotient((clicked_weights * beaten).sum(axis=1), clicked_weights.sum(axis=1) * below[:, -1])


def _gauc_range(rows: ScoredRows) -> Interval | None:
    return None if rows.groups is None else gauc_interval(rows.labels, rows.logits, rows.groups, weights=rows.weights)


def _losses(rows: ScoredRows) -> Floats:
    losses: Floats = np.logaddexp(0.0, np.where(rows.labels == 1, -rows.logits, rows.logits))
    return losses


def _ece_range(rows: ScoredRows, redraws: Redraws) -> Interval | None:
    """The basic bootstrap: chance lifts ECE, and redrawing lifts it once more, so the redraws are turned about it."""
    found = interval_of(redrawn_ece(rows.labels, rows.pctr, redraws.weights))
    if found is None:
        return None
    value = found.value
    low, high = max(2 * value - found.high, 0.0), max(2 * value - found.low, value)
    return Interval(value=value, low=low, high=high, level=found.level)


def _ece_by_chance(rows: ScoredRows, *, draws: int, seed: int) -> float:
    """ECE where each row is clicked with exactly its pctr: what 95% of such samples stay below."""
    return float(np.quantile(ece_by_chance(rows.pctr, rows.weights, draws=draws, seed=seed), CHANCE_LEVEL))
