"""AUC: how often the model scores a click above a non-click.

Takes a random clicked row and a random row without a click; AUC is the probability that the first has the higher score,
ties counted half. 0.5 is chance, 1 a perfect order. It knows nothing of the scale of the scores: see ``calibration``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import check_level, normal_critical_value
from clicklens.metrics.rows import Floats, Rows, check_rows
from clicklens.metrics.tied_runs import find_tied_runs


def auc(labels: ArrayLike, scores: ArrayLike, *, weights: ArrayLike | None = None) -> float | None:
    """AUC = Σ_i Σ_j w_i w_j [s_i > s_j] / Σ_i Σ_j w_i w_j over clicks i and non-clicks j, a tie counting 1/2.

    Exact, by one sort. labels, scores, weights (n,). 0 to 1; None with one class. Raises DataError for unusable rows.
    """
    rows = check_rows(labels, scores, weights=weights)
    if not rows.have_both_classes:
        return None
    runs = find_tied_runs(rows.scores)
    clicks, others = runs.sums(rows.positive), runs.sums(rows.negative)  # (r,) each
    beaten = np.cumsum(others) - others / 2
    return min(float(clicks @ beaten / (clicks.sum() * others.sum())), 1.0)


def auc_interval(labels: ArrayLike, scores: ArrayLike, *, level: float = 0.95) -> Interval | None:
    """AUC with DeLong's interval, on the logit scale.

    DeLong et al. 1988 in the O(n log n) form of Sun & Xu 2014. On the logit scale, because near 1 the plain interval
    leaves 0 to 1, and cutting it off there loses coverage. Where every click beats every non-click (AUC 1, or 0 the
    other way round) DeLong's variance is 0; then low^k = (1 - level) / 2 bounds it, k the rows of the rarer class: k
    disjoint pairs are independent, and all were in order.

    None with one class, and with a single row of a class unless the order is perfect. Raises DataError.
    """
    check_level(level)
    rows = check_rows(labels, scores)
    if not rows.have_both_classes:
        return None
    wins = _count_wins(rows)
    value = wins.auc
    if value in (0.0, 1.0):
        bound = ((1 - level) / 2) ** (1 / wins.rarer)
        low, high = (bound, 1.0) if value == 1.0 else (0.0, 1 - bound)
        return Interval(value=value, low=low, high=high, level=level)
    if wins.rarer < 2:
        return None
    reach = normal_critical_value(level) * np.sqrt(wins.variance) / (value * (1 - value))
    centre = logit(value)
    return Interval(value=value, low=float(expit(centre - reach)), high=float(expit(centre + reach)), level=level)


def auc_difference(labels: ArrayLike, a: ArrayLike, b: ArrayLike, *, level: float = 0.95) -> Interval | None:
    """AUC of ``a`` less AUC of ``b`` on the same rows, with DeLong's interval for paired scores.

    The two share their rows, so their errors go together, and the interval is far narrower than two separate ones
    suggest. Scores that order all pairs alike differ by exactly 0. None with fewer than two rows of a class, and where
    the difference is not 0 but has no spread, so that nothing is known of its error. Raises DataError.
    """
    check_level(level)
    rows_a, rows_b = check_rows(labels, a, name="a"), check_rows(labels, b, name="b")
    if not rows_a.have_both_classes:
        return None
    wins_a, wins_b = _count_wins(rows_a), _count_wins(rows_b)
    wins = _Wins(wins_a.clicks - wins_b.clicks, wins_a.others - wins_b.others)
    value = wins.auc
    if wins.rarer < 2:
        return None
    if not wins.clicks.any() and not wins.others.any():
        return Interval(value=0.0, low=0.0, high=0.0, level=level)
    if np.ptp(wins.clicks) == 0 and np.ptp(wins.others) == 0:
        return None
    reach = normal_critical_value(level) * float(np.sqrt(wins.variance))
    return Interval(value=value, low=max(value - reach, -1.0), high=min(value + reach, 1.0), level=level)


class _Wins(NamedTuple):
    """For each click how many non-clicks it beats, for each non-click how many clicks beat it; ties half."""

    clicks: Floats  # (m,)
    others: Floats  # (n - m,)

    @property
    def rarer(self) -> int:
        return min(len(self.clicks), len(self.others))

    @property
    def auc(self) -> float:
        return float(self.clicks.sum() / (len(self.clicks) * len(self.others)))

    @property
    def variance(self) -> float:
        """DeLong: Var(V10) / m + Var(V01) / (n - m), where V are the shares won."""
        m, others = len(self.clicks), len(self.others)
        return float((self.clicks / others).var(ddof=1) / m + (self.others / m).var(ddof=1) / others)


def _count_wins(rows: Rows) -> _Wins:
    runs = find_tied_runs(rows.scores)
    clicks, others = runs.sums(rows.positive), runs.sums(rows.negative)  # (r,) each
    others_beaten = runs.to_rows(np.cumsum(others) - others / 2)  # (n,)
    clicks_above = runs.to_rows(clicks.sum() - np.cumsum(clicks) + clicks / 2)  # (n,)
    clicked = rows.labels == 1
    return _Wins(others_beaten[clicked], clicks_above[~clicked])
