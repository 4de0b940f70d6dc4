"""TimeCount: how many rows lie at which moment, in bounded memory."""

from __future__ import annotations

import numpy as np

_MOMENTS = 1 << 20  # moments told apart; beyond it neighbours are counted together, two by two


class TimeCount:
    """Counts rows by moment. When there are too many moments to keep, the clock is read more coarsely."""

    def __init__(self, *, moments: int = _MOMENTS) -> None:
        self._limit = moments
        self._shift = 0  # moments are counted by value >> shift
        self._keys = np.empty(0, dtype=np.int64)
        self._counts = np.empty(0, dtype=np.int64)

    def add(self, values: np.ndarray) -> None:
        """Counts these moments, int64 (n,)."""
        keys, counts = np.unique(values >> self._shift, return_counts=True)
        self._merge(np.concatenate([self._keys, keys]), np.concatenate([self._counts, counts]))
        while len(self._keys) > self._limit:
            self._shift += 1
            self._merge(self._keys >> 1, self._counts)

    def bounds(self, shares: list[float]) -> tuple[int, ...]:
        """For each share (0 to 1, ascending) the first moment up to which at least that much of the rows lie.

        Where that would leave no moment for what comes after, an earlier one is taken.
        """
        if not len(self._keys):
            return (0,) * len(shares)
        reached = np.cumsum(self._counts)
        places = np.searchsorted(reached, np.asarray(shares) * reached[-1] - 1e-6)
        after = len(self._keys) - 1
        for index in reversed(range(len(places))):
            after = max(min(int(places[index]), after - 1), 0)
            places[index] = after
        return tuple(((int(self._keys[place]) + 1) << self._shift) - 1 for place in places)

    def _merge(self, keys: np.ndarray, counts: np.ndarray) -> None:
        self._keys, inverse = np.unique(keys, return_inverse=True)
        # bincount adds as float64, which is exact for counts up to 2^53
        self._counts = np.bincount(inverse, weights=counts, minlength=len(self._keys)).astype(np.int64)
