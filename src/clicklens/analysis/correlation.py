"""Correlation: whether what a neuron puts out rises and falls with something else, and how sure that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def correlations(output: Floats, others: NDArray[np.floating], weights: Floats) -> Floats:
    """Pearson's r of output (n,) with each of others (n, k), the rows weighed in several ways: weights (draws, n).

    (draws, k); NaN where one side does not vary.
    """
    a, b = _standard(output), _standard(others.astype(np.float64))
    share = weights / weights.sum(axis=1, keepdims=True)
    mean_a, mean_b = share @ a, share @ b  # (draws,), (draws, k)
    covariance = share @ (a[:, None] * b) - mean_a[:, None] * mean_b
    variance_a, variance_b = share @ a**2 - mean_a**2, share @ b**2 - mean_b**2
    scale = np.sqrt(np.maximum(variance_a[:, None] * variance_b, 0.0))
    varies = (variance_a[:, None] > 1e-12) & (variance_b > 1e-12)
    r: Floats = np.full(covariance.shape, np.nan)
    np.divide(covariance, scale, out=r, where=varies)
    return np.clip(r, -1.0, 1.0)


def _standard(values: Floats) -> Floats:
    """About 0 with a spread of 1, which r does not see; so that what hardly varies is told from what does not."""
    centred: Floats = values - values.mean(axis=0)
    spread = values.std(axis=0)
    varies = np.ptp(values, axis=0) > 0
    return np.asarray(centred / np.where(varies, np.where(spread > 0, spread, 1.0), 1.0) * varies)
