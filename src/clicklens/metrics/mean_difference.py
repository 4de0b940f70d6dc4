"""Mean difference: what a change brought, over several seeds, against what the seed alone moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clicklens.core.errors import DataError
from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import check_level, student_critical_value
from clicklens.metrics.rows import check_finite


def paired_mean_difference(values_a: ArrayLike, values_b: ArrayLike, *, level: float = 0.95) -> Interval | None:
    """Mean of a - b, the two trained from the same seed in each place: Student's paired t, (s,) and (s,).

    Prefer it where the seed fixes what both share (the split, the order of rows). No spread over the seeds gives an
    interval of no width: the seed then has no say. None with fewer than two seeds. Raises DataError for unequal
    lengths or NaN.
    """
    check_level(level)
    a, b = check_finite(values_a, name="values_a"), check_finite(values_b, name="values_b")
    if len(a) != len(b):
        raise DataError(f"values_a has {len(a)} seeds and values_b has {len(b)}: pairs are expected")
    if len(a) < 2:
        return None
    differences = a - b
    error = float(differences.std(ddof=1)) / np.sqrt(len(a))
    return _around(float(differences.mean()), error * student_critical_value(level, len(a) - 1), level)


def unpaired_mean_difference(values_a: ArrayLike, values_b: ArrayLike, *, level: float = 0.95) -> Interval | None:
    """Mean of a less mean of b, whose seeds have nothing to do with one another: Welch's t, (s,) and (r,).

    None with fewer than two seeds on a side. Raises DataError for NaN or infinity.
    """
    check_level(level)
    a, b = check_finite(values_a, name="values_a"), check_finite(values_b, name="values_b")
    if len(a) < 2 or len(b) < 2:
        return None
    value = float(a.mean() - b.mean())
    error_a, error_b = float(a.var(ddof=1)) / len(a), float(b.var(ddof=1)) / len(b)  # squared standard errors
    if error_a + error_b == 0:
        return _around(value, 0.0, level)
    share_a, share_b = error_a / (error_a + error_b), error_b / (error_a + error_b)
    degrees = 1 / (share_a**2 / (len(a) - 1) + share_b**2 / (len(b) - 1))
    return _around(value, float(np.sqrt(error_a + error_b)) * student_critical_value(level, degrees), level)


def _around(value: float, reach: float, level: float) -> Interval:
    return Interval(value=value, low=float(value - reach), high=float(value + reach), level=level)
