"""Rank correlation: whether two figures rise and fall together, whatever the shape of the relation.

Answers "does fluctuation announce the loss of test AUC?" from 10 to 40 steps of a run.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clicklens.core.errors import DataError
from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import check_level, normal_critical_value
from clicklens.metrics.rows import Floats, check_finite
from clicklens.metrics.tied_runs import midranks

_SMALLEST_GAP = 1e-15


def spearman(a: ArrayLike, b: ArrayLike, *, level: float = 0.95) -> Interval | None:
    """Spearman's rho, -1 to 1, with Fisher's interval: tanh(artanh(rho) ± z √((1 + rho²/2) / (n - 3))).

    The variance is that of Bonett & Wright (2000). Chosen over a bootstrap, which covers no better at n of 10 to 40 and
    needs a seed. A perfect rho counts for the interval as half a swap of neighbours away from 1, since no finite sample
    can prove 1. Points are taken as independent; the steps of one run are not, so there read it as too narrow.

    a, b (n,). None with fewer than 4 points or where one does not vary. Raises DataError for unequal lengths or NaN.
    """
    check_level(level)
    x, y = check_finite(a, name="a"), check_finite(b, name="b")
    if len(x) != len(y):
        raise DataError(f"a has {len(x)} values and b has {len(y)}: one each is expected")
    if len(x) < 4 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    n = len(x)
    rho = _correlate(midranks(x), midranks(y))
    largest = 1 - max(6 / (n * (n**2 - 1)), _SMALLEST_GAP)
    centre = np.arctanh(np.clip(rho, -largest, largest))
    reach = normal_critical_value(level) * np.sqrt((1 + rho**2 / 2) / (n - 3))
    low, high = float(np.tanh(centre - reach)), float(np.tanh(centre + reach))
    return Interval(value=rho, low=min(low, rho), high=max(high, rho), level=level)


def _correlate(x: Floats, y: Floats) -> float:
    x, y = x - x.mean(), y - y.mean()
    return float(np.clip((x @ y) / np.sqrt((x @ x) * (y @ y)), -1.0, 1.0))
