"""The figures of some rows against the rest: how many, how often clicked, how well ordered, whether the level is right.

The interval of AUC is DeLong's, the others' take whole users for one draw; all are formulas, so that a million rows
take well under a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from clicklens.analysis.rows.ratio import Draws, ratio_interval, weighted_auc_interval
from clicklens.analysis.score_estimate import difference
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.metrics import auc, pcoc
from clicklens.metrics.weighted_mean import clip_interval, weighted_mean

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]


class RowEstimate(Record):
    """A figure with its interval; where there is none, why not."""

    value: float | None
    interval: Interval | None
    reason: str | None = None  # why there is no value, or no interval


class RowFigures(Record):
    """What some rows look like to the model."""

    rows: int
    clicked: int  # rows with a click, whatever their weight
    share: float  # of all rows, by weight, 0 to 1
    rate: RowEstimate  # observed click rate, 0 to 1
    mean_pctr: RowEstimate  # predicted click rate, 0 to 1
    auc: RowEstimate  # 0 to 1, 0.5 is chance
    log_loss: RowEstimate  # nats a row
    pcoc: RowEstimate  # predicted over observed clicks, 1 is right


class RowDifferences(Record):
    """A selection's figure less that of the rest; None where either has no interval."""

    rate: Interval | None
    mean_pctr: Interval | None
    auc: Interval | None
    log_loss: Interval | None
    pcoc: Interval | None


class Parts(Record):
    """A selection, the rest, and how they differ."""

    selection: RowFigures
    rest: RowFigures
    differences: RowDifferences


@dataclass(frozen=True)
class JudgedRows:
    """Rows with what is needed to judge them, by score: AUC sorts, and sorts what is sorted at once."""

    labels: Floats  # (n,)
    logits: Floats  # (n,), ascending
    weights: Floats  # (n,)
    groups: Integers | None  # (n,) 0 to g - 1
    level: float = 0.95  # of the intervals

    @cached_property
    def draws(self) -> Draws:
        """What counts as one draw."""
        return Draws.of(self.groups, len(self.labels))

    def take(self, chosen: Mask, *, level: float) -> JudgedRows:
        """The rows where ``chosen`` (n,) holds."""
        groups = None if self.groups is None else self.groups[chosen]
        return JudgedRows(self.labels[chosen], self.logits[chosen], self.weights[chosen], groups, level)


class Judge:
    """Compares any part of some rows with the rest."""

    def __init__(self, labels: Floats, logits: Floats, weights: Floats, groups: Integers | None) -> None:
        """All (n,); groups of any numbers."""
        self._order = np.argsort(logits, kind="stable")
        codes = None if groups is None else np.unique(groups, return_inverse=True)[1][self._order]
        self._rows = JudgedRows(labels[self._order], logits[self._order], weights[self._order], codes)

    def parts(self, chosen: Mask, *, level: float = 0.95) -> Parts:
        """The chosen rows, (n,) in the order in which they were given, against the others."""
        chosen = chosen[self._order]
        total = float(self._rows.weights.sum())
        one, other = (figures_of(self._rows.take(part, level=level), total=total) for part in (chosen, ~chosen))
        return Parts(selection=one, rest=other, differences=differences_of(one, other))


def figures_of(rows: JudgedRows, *, total: float) -> RowFigures:
    """``total`` is the weight of all rows, these among them."""
    pctr: Floats = expit(rows.logits)
    ones = np.ones(len(rows.labels))
    losses = np.logaddexp(0.0, np.where(rows.labels == 1, -rows.logits, rows.logits))
    rate = weighted_mean(rows.labels, rows.weights)
    promised = weighted_mean(pctr, rows.weights)
    empty = not rows.weights.any()
    return RowFigures(
        rows=len(rows.labels),
        clicked=int(rows.labels.sum()),
        share=min(float(rows.weights.sum()) / total, 1.0) if total > 0 else 0.0,
        rate=_told(rate, _ratio(rows, rows.labels, ones, high=1.0), empty, "all rows are clicked, or none is"),
        mean_pctr=_told(promised, _ratio(rows, pctr, ones, high=1.0), empty, "all rows have the same pctr"),
        auc=_auc(rows, empty),
        log_loss=_told(
            weighted_mean(losses, rows.weights), _ratio(rows, losses, ones), empty, "all rows lose the same"
        ),
        pcoc=_pcoc(rows, pctr, empty),
    )


def differences_of(one: RowFigures, other: RowFigures) -> RowDifferences:
    """The two share no row, so their errors are independent."""
    found: dict[str, Interval | None] = {}
    for name in RowDifferences.model_fields:
        a, b = getattr(one, name).interval, getattr(other, name).interval
        found[name] = None if a is None or b is None else difference(a, b)
    return RowDifferences(**found)


def _told(value: float | None, interval: Interval | None, empty: bool, why: str) -> RowEstimate:
    if empty:
        return RowEstimate(value=None, interval=None, reason="there are no rows")
    return RowEstimate(value=value, interval=interval, reason=why if interval is None else None)


def _ratio(rows: JudgedRows, above: Floats, below: Floats, *, high: float = np.inf) -> Interval | None:
    found = ratio_interval(above, below, rows.weights, rows.draws, level=rows.level)
    return clip_interval(found, low=0.0, high=high)


def _auc(rows: JudgedRows, empty: bool) -> RowEstimate:
    value = None if empty else auc(rows.labels, rows.logits, weights=rows.weights)
    if value is None:
        clicked = bool(len(rows.labels)) and bool(rows.labels.any())
        why = "there are no rows" if empty else f"all rows are {'clicked' if clicked else 'not clicked'}"
        return RowEstimate(value=None, interval=None, reason=why)
    interval = weighted_auc_interval(rows.labels, rows.logits, rows.weights, level=rows.level)
    return RowEstimate(value=value, interval=interval, reason="too few rows" if interval is None else None)


def _pcoc(rows: JudgedRows, pctr: Floats, empty: bool) -> RowEstimate:
    value = None if empty else pcoc(rows.labels, pctr, weights=rows.weights)
    if value is None:
        return RowEstimate(value=None, interval=None, reason="there are no rows" if empty else "no row is clicked")
    interval = _ratio(rows, pctr, rows.labels)
    return RowEstimate(value=value, interval=interval, reason="too few rows" if interval is None else None)
