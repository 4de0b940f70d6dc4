"""Redraws: how the rows would weigh in samples drawn anew, so that many means get their intervals at once.

Efron's bootstrap as a matrix product. The same redraws serve every field and step, so that shares, differences and
ratios of them keep what they have in common.
"""

from __future__ import annotations

from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from clicklens.core.interval import Interval

Floats = NDArray[np.float64]
LEVEL = 0.95
FEWEST_GROUPS = 20  # below it, redrawn groups do not show what other groups would do; rows are drawn instead


class Redraws:
    """Samples drawn anew from n rows: block by block, a block being a user's rows, or a row where users are not known.

    A block counts as often as it is drawn, with all its rows. So a value is summed over the rows of each block once,
    and then over the blocks of each draw: with few users to many rows that is a small matrix product.
    """

    def __init__(
        self, weights: NDArray[np.float32], *, groups: NDArray[np.int64] | None = None, draws: int = 200, seed: int = 0
    ) -> None:
        """weights (n,), not all 0. With groups (n,), whole groups are drawn: a user's rows are alike."""
        self._rows = weights.astype(np.float64)  # (n,)
        self._blocks: NDArray[np.int64] = np.arange(len(weights))  # (n,) whose block each row belongs to
        self._is_by_row = True
        if groups is not None:
            users = np.unique(groups, return_inverse=True)[1]
            if users.max() + 1 >= FEWEST_GROUPS:
                self._blocks, self._is_by_row = users, False
        count = int(self._blocks.max()) + 1
        times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=draws)  # (draws, blocks)
        times = np.concatenate([np.ones((1, count)), times])  # (draws + 1, blocks)
        total = times @ np.bincount(self._blocks, weights=self._rows)  # (draws + 1,)
        known = total > 0  # a draw of rows without weight tells nothing
        self._share: Floats = times[known] / total[known, None]  # (draws + 1, blocks), what a unit of weight counts for

    @cached_property
    def weights(self) -> Floats:
        """(draws + 1, n), what each row counts for in each draw"""
        weights: Floats = self._share[:, self._blocks]
        weights *= self._rows
        return weights

    def means(self, values: NDArray[np.floating]) -> Floats:
        """values (n, F) -> weighted means (draws + 1, F), the sample's own first"""
        means: Floats = self._share @ self._block_sums(values)
        return means

    def part(self, rows: slice) -> Redraws:
        """The same draws, of some of the rows alone: their weights are what they were, and sum to less than 1."""
        found = copy(self)
        found.__dict__.pop("weights", None)
        found._rows, found._blocks, found._is_by_row = self._rows[rows], self._blocks[rows], False
        return found

    def _block_sums(self, values: NDArray[np.floating]) -> Floats:
        """values (n, F) -> weighted sums (blocks, F)"""
        sums: Floats
        if self._is_by_row:
            sums = self._rows[:, None] * values
        else:
            n = len(self._rows)
            sums = csr_array((self._rows, (self._blocks, np.arange(n))), shape=(self._share.shape[1], n)) @ values
        return sums


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
