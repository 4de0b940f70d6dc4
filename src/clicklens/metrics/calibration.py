"""Calibration: whether a predicted 3 % comes true three times in a hundred.

Bids and budgets multiply the probability itself, so a model with a good order and a wrong level costs money.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from clicklens.core.errors import ConfigError
from clicklens.core.record import Record
from clicklens.metrics.critical_value import normal_critical_value
from clicklens.metrics.rows import Floats, Integers, Rows, check_probabilities, check_rows
from clicklens.metrics.tied_runs import find_tied_runs


class CalibrationBin(Record):
    """Rows of similar pctr: what was promised and what was observed."""

    pctr: float  # mean predicted probability, 0 to 1
    rate: float  # observed click rate, 0 to 1
    n: int  # rows of weight above 0
    share: float  # of all impressions, 0 to 1
    low: float  # of the observed rate's interval, 0 to 1
    high: float  # of the observed rate's interval, 0 to 1


class CalibrationCurve(Record):
    """Promise against outcome from the lowest pctr to the highest; a calibrated model lies on the diagonal."""

    bins: tuple[CalibrationBin, ...]
    level: float  # probability of the intervals, 0 to 1


def pcoc(labels: ArrayLike, pctr: ArrayLike, *, weights: ArrayLike | None = None) -> float | None:
    """Predicted clicks over observed clicks: mean pctr / observed rate. 1 is right, 1.1 promises a tenth too many.

    labels, weights (n,), pctr (n,) in 0 to 1. 0 or more; None without a click. Raises DataError for unusable rows.
    """
    rows = _check(labels, pctr, weights)
    clicks = float(rows.positive.sum())
    return float(rows.weights @ rows.scores) / clicks if clicks > 0 else None


def ece(labels: ArrayLike, pctr: ArrayLike, *, weights: ArrayLike | None = None, bins: int = 20) -> float | None:
    """Expected calibration error: Σ_b share_b |mean pctr_b - observed rate_b|, as a probability.

    The bins hold equal counts (equal sums of weights), not equal widths: clicks are rare, and bins of equal width
    would put nearly all rows into the first. Rows of equal pctr stay in one bin, so the order of rows does not
    matter. labels, weights (n,), pctr (n,) in 0 to 1. 0 to 1; None without rows. Raises DataError, and ConfigError
    for bins < 1.
    """
    binned = _bin_equally(_check(labels, pctr, weights), bins)
    if binned is None:
        return None
    return float(np.abs(binned.promised - binned.clicked).sum() / binned.weight.sum())


def calibration_curve(
    labels: ArrayLike, pctr: ArrayLike, *, weights: ArrayLike | None = None, bins: int = 20, level: float = 0.95
) -> CalibrationCurve | None:
    """Mean pctr and observed rate per bin of equal count, with Wilson's interval for the rate.

    Wilson's (1927), as it holds at rates near 0; with weights, n is the effective one. Bins as in ``ece``; many equal
    pctr give fewer. None without rows. Raises DataError, and ConfigError for bins < 1 or a level outside 0 to 1.
    """
    z = normal_critical_value(level)
    binned = _bin_equally(_check(labels, pctr, weights), bins)
    if binned is None:
        return None
    rate = np.clip(binned.clicked / binned.weight, 0.0, 1.0)
    low, high = _wilson(rate, binned.weight**2 / binned.weight_squared, z)
    mean = np.clip(binned.promised / binned.weight, 0.0, 1.0)
    share = binned.weight / binned.weight.sum()
    found = zip(mean, rate, binned.n, share, low, high, strict=True)
    return CalibrationCurve(
        bins=tuple(
            CalibrationBin(pctr=float(p), rate=float(r), n=int(n), share=float(s), low=float(lo), high=float(hi))
            for p, r, n, s, lo, hi in found
        ),
        level=level,
    )


class _Binned(NamedTuple):
    """Sums over each bin that holds weight, lowest pctr first: (b,) each."""

    n: Integers
    weight: Floats
    weight_squared: Floats
    promised: Floats
    clicked: Floats


def _check(labels: ArrayLike, pctr: ArrayLike, weights: ArrayLike | None) -> Rows:
    rows = check_rows(labels, pctr, name="pctr", weights=weights)
    check_probabilities(rows.scores, name="pctr")
    return rows


def _bin_equally(rows: Rows, bins: int) -> _Binned | None:
    if bins < 1:
        raise ConfigError(f"bins is {bins!r}: at least 1 is expected")
    used = rows.weights > 0
    if not used.any():
        return None
    labels, pctr, weights = rows.labels, rows.scores, rows.weights
    if not used.all():
        labels, pctr, weights = labels[used], pctr[used], weights[used]
    runs = find_tied_runs(pctr)
    weight = runs.sums(weights)  # (r,)
    middle = weight.cumsum() - weight / 2
    bin_of_run = np.minimum((middle * bins / weight.sum()).astype(np.int64), bins - 1)  # (r,)
    starts = np.flatnonzero(np.diff(bin_of_run, prepend=-1))  # (b,) empty bins vanish
    return _Binned(
        n=np.add.reduceat(runs.sizes, starts),
        weight=np.add.reduceat(weight, starts),
        weight_squared=np.add.reduceat(runs.sums(weights**2), starts),
        promised=np.add.reduceat(runs.sums(weights * pctr), starts),
        clicked=np.add.reduceat(runs.sums(weights * labels), starts),
    )


def _wilson(rate: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    """(p + z²/2n ± z √(p (1 - p) / n + z²/4n²)) / (1 + z²/n)"""
    centre = rate + z**2 / (2 * n)
    reach = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return np.clip((centre - reach) / scale, 0.0, rate), np.clip((centre + reach) / scale, rate, 1.0)
