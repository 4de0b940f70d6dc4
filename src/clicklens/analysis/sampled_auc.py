"""AUC on a split's sample, with the interval that its weights allow: DeLong's, or the bootstrap's where they differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clicklens.core.interval import Interval
from clicklens.metrics import auc, auc_difference, auc_interval, bootstrap_interval

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SampledAuc:
    """The rows that scores are judged on."""

    labels: NDArray[np.float32]  # (n,)
    weights: NDArray[np.float32]  # (n,)
    seed: int = 0  # of the bootstrap

    def of(self, scores: Floats) -> Interval | None:
        """AUC of scores (n,); None with one class."""
        if self._is_even:
            return auc_interval(self.labels, scores)
        return bootstrap_interval(lambda rows: self._at(rows, scores), len(self.labels), seed=self.seed)

    def difference(self, a: Floats, b: Floats) -> Interval | None:
        """AUC of ``a`` less AUC of ``b``, (n,) each, on the same rows."""
        if self._is_even:
            return auc_difference(self.labels, a, b)

        def gap(rows: NDArray[np.int64]) -> float | None:
            first, second = self._at(rows, a), self._at(rows, b)
            return None if first is None or second is None else first - second

        return bootstrap_interval(gap, len(self.labels), seed=self.seed)

    @property
    def _is_even(self) -> bool:
        return bool(np.ptp(self.weights) == 0)

    def _at(self, rows: NDArray[np.int64], scores: Floats) -> float | None:
        return auc(self.labels[rows], scores[rows], weights=self.weights[rows])
