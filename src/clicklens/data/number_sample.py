"""What is kept of a stream of numbers: mean and deviation exactly, quantiles from a uniform sample."""

from __future__ import annotations

import numpy as np

from clicklens.data.stable_hash import stable_hash

_SAMPLE = 1_000_000  # numbers kept


class Moments:
    """Mean and standard deviation, piece by piece (Chan, Golub, LeVeque 1979: no cancellation of large sums)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean = 0.0
        self._squares = 0.0  # sum of squared distances from the mean

    def add(self, values: np.ndarray) -> None:
        """Takes in float64 (n,) without NaN."""
        n = len(values)
        if not n:
            return
        mean = float(values.mean())
        gap = mean - self.mean
        total = self.count + n
        self._squares += float(((values - mean) ** 2).sum()) + gap**2 * self.count * n / total
        self.mean += gap * n / total
        self.count = total

    @property
    def deviation(self) -> float:
        """The standard deviation, and 1 where all values are one, which leaves nothing to scale."""
        deviation = float(np.sqrt(self._squares / self.count)) if self.count else 0.0
        return deviation if deviation > 1e-12 * abs(self.mean) else 1.0


class NumberSample:
    """A uniform sample of fixed size: of all rows, those whose hashed numbers are smallest.

    So the sample depends on seed and rows only, not on the pieces in which the rows came.
    """

    def __init__(self, *, seed: int, size: int = _SAMPLE) -> None:
        self._seed = seed
        self._size = size
        self._ranks = np.empty(0, dtype=np.uint64)
        self._values = np.empty(0, dtype=np.float64)

    def add(self, values: np.ndarray, example_ids: np.ndarray) -> None:
        """Takes in float64 (n,) without NaN, of the rows with these numbers."""
        ranks = stable_hash(example_ids, seed=self._seed)
        if len(self._ranks) == self._size:
            near = ranks < self._ranks.max()
            ranks, values = ranks[near], values[near]
        self._ranks = np.concatenate([self._ranks, ranks])
        self._values = np.concatenate([self._values, values])
        if len(self._ranks) > self._size:
            kept = np.argpartition(self._ranks, self._size)[: self._size]
            self._ranks, self._values = self._ranks[kept], self._values[kept]

    def quantiles(self, steps: np.ndarray) -> np.ndarray:
        """float64, the values below which these shares (0 to 1) of the sample lie; all 0 without values."""
        return np.quantile(self._values, steps) if len(self._values) else np.zeros(len(steps))
