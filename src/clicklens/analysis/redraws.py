"""Redraws: how the rows would weigh in samples drawn anew, so that many means get their intervals at once.

Efron's bootstrap as a matrix product. The same redraws serve every field and step, so that shares, differences and
ratios of them keep what they have in common.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.core.interval import Interval

Floats = NDArray[np.float64]
LEVEL = 0.95
FEWEST_GROUPS = 20  # below it, redrawn groups do not show what other groups would do; rows are drawn instead


class Redraws:
    """Weights (draws + 1, n) that sum to 1 in each draw; the first is the sample as it is."""

    def __init__(
        self, weights: NDArray[np.float32], *, groups: NDArray[np.int64] | None = None, draws: int = 200, seed: int = 0
    ) -> None:
        """weights (n,), not all 0. With groups (n,), whole groups are drawn: a user's rows are alike."""
        blocks = np.arange(len(weights)) if groups is None else np.unique(groups, return_inverse=True)[1]
        if blocks.max() + 1 < FEWEST_GROUPS:
            blocks = np.arange(len(weights))
        count = int(blocks.max()) + 1
        random = np.random.default_rng(seed)
        times = random.multinomial(count, np.full(count, 1 / count), size=draws)  # (draws, blocks)
        drawn = times[:, blocks] * weights.astype(np.float64)  # (draws, n)
        drawn = drawn[drawn.any(axis=1)]  # a draw of rows without weight tells nothing
        stacked = np.concatenate([weights.astype(np.float64)[None], drawn])
        self.weights: Floats = stacked / stacked.sum(axis=1, keepdims=True)

    def means(self, values: Floats) -> Floats:
        """values (n, F) -> weighted means (draws + 1, F), the sample's own first"""
        means: Floats = self.weights @ values
        return means


def interval_of(drawn: Floats) -> Interval | None:
    """A figure and its redrawn values, (draws + 1,) -> the figure with the range that holds 95% of them.

    None where the figure or more than a tenth of its redrawn values are undefined.
    """
    known = drawn[1:][np.isfinite(drawn[1:])]
    if not np.isfinite(drawn[0]) or len(known) < 0.9 * len(drawn[1:]) or len(known) < 2:
        return None
    value = float(drawn[0])
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value=value, low=min(float(low), value), high=max(float(high), value), level=LEVEL)


def quotient(above: Floats, below: Floats) -> Floats:
    """above / below, of any shapes that fit together; NaN where ``below`` is not above 0."""
    shape = np.broadcast_shapes(above.shape, below.shape)
    found: Floats = np.divide(above, below, out=np.full(shape, np.nan), where=np.broadcast_to(below > 0, shape))
    return found
