"""Ratio: a quotient of two weighted sums over rows, and how far it would move with another draw of users."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from clicklens.core.interval import Interval
from clicklens.metrics import auc, auc_interval
from clicklens.metrics.critical_value import normal_critical_value, student_critical_value
from clicklens.metrics.tied_runs import find_tied_runs

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FEWEST_GROUPS = 20  # as in redraws: fewer users do not show what others would do


@dataclass(frozen=True)
class Draws:
    """What counts as one draw: a user with all rows, or each row where users are few or unknown."""

    groups: Integers | None  # (n,) 0 to g - 1
    count: int

    @classmethod
    def of(cls, groups: Integers | None, n: int) -> Draws:
        """Of n rows."""
        users = 0 if groups is None else int(np.count_nonzero(np.bincount(groups)))
        return cls(None, n) if users < FEWEST_GROUPS else cls(groups, users)


def ratio_interval(
    above: Floats, below: Floats, weights: Floats, draws: Draws, *, level: float = 0.95
) -> Interval | None:
    """R = Σ w a / Σ w b with its linearised standard error and Student's t, all (n,). With b = 1 it is a mean.

    se² = g / (g - 1) Σ_k (Σ_{i in k} w_i (a_i - R b_i))² / (Σ w b)², k the draws. None where nothing varies, or there
    is one draw only.
    """
    total = float(weights @ below)
    if total <= 0 or draws.count < 2:
        return None
    value = float(weights @ above) / total
    residual = weights * (above - value * below) / total
    sums = residual if draws.groups is None else np.bincount(draws.groups, weights=residual)
    error = float(np.sqrt(draws.count / (draws.count - 1) * (sums @ sums)))
    if error <= 1e-12 * max(abs(value), 1e-300):
        return None
    reach = error * student_critical_value(level, draws.count - 1)
    return Interval(value=value, low=value - reach, high=value + reach, level=level)


def weighted_auc_interval(labels: Floats, scores: Floats, weights: Floats, *, level: float = 0.95) -> Interval | None:
    """AUC with DeLong's interval; where rows weigh unequally, with its linearised form, on the logit scale too.

    A row's share in the error is w_i (V_i - AUC) / Σ w over its class, V_i the weighted share of the other class that
    it is in order with. With equal weights that is DeLong's. None with one class or a single row of one.
    """
    if np.ptp(weights) == 0:
        return auc_interval(labels, scores, level=level)
    value = auc(labels, scores, weights=weights)
    if value is None or value in (0.0, 1.0):
        return None
    runs = find_tied_runs(scores)
    clicks, others = runs.sums(weights * labels), runs.sums(weights * (1 - labels))  # (r,) each
    beaten = runs.to_rows(np.cumsum(others) - others / 2) / others.sum()
    above = runs.to_rows(clicks.sum() - np.cumsum(clicks) + clicks / 2) / clicks.sum()
    variance = 0.0
    for part, won in ((labels == 1, beaten), (labels == 0, above)):
        n = int((weights[part] > 0).sum())
        if n < 2:
            return None
        shares = weights[part] * (won[part] - value) / weights[part].sum()
        variance += n / (n - 1) * float(shares @ shares)
    reach = normal_critical_value(level) * np.sqrt(variance) / (value * (1 - value))
    centre = logit(value)
    return Interval(value=value, low=float(expit(centre - reach)), high=float(expit(centre + reach)), level=level)
