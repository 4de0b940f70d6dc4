"""What differs between two sides, figure by figure: metrics, shares of saliency, fluctuation of layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from clicklens import metrics
from clicklens.analysis.activity import redrawn_fluctuation
from clicklens.analysis.comparison_result import Change
from clicklens.analysis.redraws import Redraws, interval_of
from clicklens.analysis.row_saliency import shares
from clicklens.analysis.rows_at_step import Pair, RowsAtStep
from clicklens.core.interval import Interval

Floats = NDArray[np.float64]
Figure: TypeAlias = Callable[[RowsAtStep, Floats], float | None]


def _gauc(rows: RowsAtStep, weights: Floats) -> float | None:
    groups = rows.groups
    return None if groups is None else metrics.gauc(rows.labels, rows.logits, groups, weights=weights)


FIGURES: dict[str, Figure] = {
    "auc": lambda rows, weights: metrics.auc(rows.labels, rows.logits, weights=weights),
    "gauc": _gauc,
    "log_loss": lambda rows, weights: metrics.log_loss(rows.labels, rows.logits, weights=weights),
    "normalised_entropy": lambda rows, weights: metrics.normalised_entropy(rows.labels, rows.logits, weights=weights),
    "pcoc": lambda rows, weights: metrics.pcoc(rows.labels, expit(rows.logits), weights=weights),
    "ece": lambda rows, weights: metrics.ece(rows.labels, expit(rows.logits), weights=weights),
    "average_precision": lambda rows, weights: metrics.average_precision(rows.labels, rows.logits, weights=weights),
    "click_rate": lambda rows, weights: float(weights @ rows.labels / weights.sum()),
    "mean_pctr": lambda rows, weights: float(weights @ rows.pctr / weights.sum()),
}


def metric_changes(pair: Pair) -> tuple[Change, ...]:
    """Every metric that one of the sides defines. On the same rows the click rate is no difference and left out."""
    names = [name for name in FIGURES if not (pair.same_rows and name == "click_rate")]
    found = [metric_change(name, pair) for name in names]
    return tuple(change for change in found if change.before is not None or change.after is not None)


def share_changes(pair: Pair) -> tuple[Change, ...]:
    """Every field's share of saliency, the greatest change first; a field that one side lacks comes last."""
    sides = (pair.before, pair.after)
    drawn = [_drawn_shares(side, redraws) for side, redraws in zip(sides, pair.redraws, strict=True)]
    names = list(dict.fromkeys([*pair.before.fields, *pair.after.fields]))
    found = [_change(name, drawn[0].get(name), drawn[1].get(name)) for name in names]
    return tuple(sorted(found, key=lambda change: -_size(change)))


def fluctuation_changes(pair: Pair) -> tuple[Change, ...]:
    """S_k of every layer that one of the sides has, input side first: how far its neurons move from row to row."""
    sides = (pair.before, pair.after)
    names = list(dict.fromkeys([*pair.before.subject.taps(), *pair.after.subject.taps()]))
    found = []
    for name in names:
        drawn = [
            redrawn_fluctuation(side.activations(name), redraws) if name in side.subject.taps() else None
            for side, redraws in zip(sides, pair.redraws, strict=True)
        ]
        found.append(_change(name, drawn[0], drawn[1]))
    return tuple(found)


def metric_change(name: str, pair: Pair) -> Change:
    """One metric of ``FIGURES``, on both sides and their difference."""
    before = FIGURES[name](pair.before, pair.drawn[0][0])
    after = FIGURES[name](pair.after, pair.drawn[1][0])
    if before is None or after is None:
        return Change(name=name, before=before, after=after, difference=None)
    interval = _formula_interval(name, pair) if pair.same_rows else None
    return Change(
        name=name,
        before=before,
        after=after,
        difference=_redrawn_interval(name, pair) if interval is None else interval,
    )


def _formula_interval(name: str, pair: Pair) -> Interval | None:
    """The paired interval that has a formula, on the same rows: DeLong's, of row means, of user means; else None."""
    labels, after, before = pair.before.labels, pair.after.logits, pair.before.logits
    groups, weights = pair.before.groups, pair.before.weights
    if name == "auc" and pair.weighs_equally:
        return metrics.auc_difference(labels, after, before)
    if name == "log_loss":
        return metrics.log_loss_difference(labels, after, before, weights=weights)
    if name == "gauc" and groups is not None:
        return metrics.gauc_difference(labels, after, before, groups, weights=weights)
    return None


def _redrawn_interval(name: str, pair: Pair) -> Interval | None:
    figure = FIGURES[name]
    values = []
    for weights_before, weights_after in zip(*pair.drawn, strict=True):
        sides = ((pair.before, weights_before), (pair.after, weights_after))
        before, after = (figure(rows, weights) if weights.any() else None for rows, weights in sides)
        values.append(np.nan if before is None or after is None else after - before)
    return interval_of(np.array(values, dtype=np.float64))


def _drawn_shares(rows: RowsAtStep, redraws: Redraws) -> dict[str, Floats]:
    """field -> share of the sum over all fields in each draw, (draws + 1,)"""
    if not rows.fields:
        return {}
    drawn = shares(redraws.means(rows.saliency()))  # (draws + 1, F)
    return dict(zip(rows.fields, drawn.T, strict=True))


def _change(name: str, before: Floats | None, after: Floats | None) -> Change:
    """From the figure and its redrawn values on each side; None for a side that does not have it."""
    return Change(
        name=name,
        before=_first(before),
        after=_first(after),
        difference=None if before is None or after is None else interval_of(after - before),
    )


def _first(drawn: Floats | None) -> float | None:
    return float(drawn[0]) if drawn is not None and np.isfinite(drawn[0]) else None


def _size(change: Change) -> float:
    if change.before is None or change.after is None:
        return -1.0
    return abs(change.after - change.before)
