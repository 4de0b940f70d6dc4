"""Weighted mean: an average over rows or users, and how far it would move with another sample of them."""

from __future__ import annotations

import numpy as np

from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import check_level, student_critical_value
from clicklens.metrics.rows import Floats


def weighted_mean(values: Floats, weights: Floats) -> float | None:
    """Σ w x / Σ w, kept within the values' range; None where no weight is above 0."""
    if not weights.any():
        return None
    used = values[weights > 0]
    mean = float(weights @ values / weights.sum())
    return min(max(mean, float(used.min())), float(used.max()))


def effective_n(weights: Floats) -> float:
    """How many equally weighted rows would tell as much: (Σ w)² / Σ w² (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights @ weights))


def weighted_mean_interval(values: Floats, weights: Floats, *, level: float) -> Interval | None:
    """The weighted mean as a ratio of two sums, with its linearised standard error and Student's t.

    se² = n / (n - 1) · Σ w² (x - mean)² / (Σ w)². None for fewer than two weighted values, and where all are equal: a
    sample without spread cannot tell how far its mean would move. None too where one value has nearly all the weight.
    """
    check_level(level)
    used = weights > 0
    values, weights = values[used], weights[used]
    mean = weighted_mean(values, weights)
    if mean is None or len(values) < 2 or np.ptp(values) == 0:
        return None
    residual = weights * (values - mean)
    n = len(values)
    error = np.sqrt(n / (n - 1) * (residual @ residual)) / weights.sum()
    reach = float(error) * student_critical_value(level, effective_n(weights) - 1)
    if not np.isfinite(reach):  # one row outweighs all others
        return None
    return Interval(value=mean, low=mean - reach, high=mean + reach, level=level)


def weighted_difference_interval(differences: Floats, weights: Floats, *, level: float) -> Interval | None:
    """As ``weighted_mean_interval`` for paired differences; two models that agree everywhere differ by exactly 0."""
    check_level(level)
    used = weights > 0
    if used.any() and not differences[used].any():
        return Interval(value=0.0, low=0.0, high=0.0, level=level)
    return weighted_mean_interval(differences, weights, level=level)


def clip_interval(interval: Interval | None, *, low: float, high: float) -> Interval | None:
    """Cuts off the part of an interval that lies where the figure cannot."""
    if interval is None:
        return None
    return interval.model_copy(update={"low": max(interval.low, low), "high": min(interval.high, high)})
