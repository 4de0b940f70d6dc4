"""Numbers as a model takes them: scaled or by bucket, as the training split taught it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field as Setting

from clicklens.core.field import Cumulative, LogSquare, NumericField, Quantile
from clicklens.core.record import Record
from clicklens.data.number_sample import Moments, NumberSample

_BELOW_ONE = 1 - 2.0**-24  # the largest float32 under 1


class FittedStandardise(Record):
    """x -> (x - mean) / deviation; a missing value becomes 0, the mean."""

    kind: Literal["standardise"] = "standardise"
    mean: float
    deviation: float  # 1 where the training split holds one value only

    def apply(self, values: np.ndarray) -> np.ndarray:
        """float64 (n,), NaN where missing -> float32 (n,)"""
        return _single((values - self.mean) / self.deviation)


class FittedLogSquare(Record):
    """x -> ln(x)^2 for x > 2, else x; then standardised. A missing value becomes 0, the mean."""

    kind: Literal["log_square"] = "log_square"
    mean: float
    deviation: float

    def apply(self, values: np.ndarray) -> np.ndarray:
        """float64 (n,), NaN where missing -> float32 (n,)"""
        return _single((log_square(values) - self.mean) / self.deviation)


class FittedQuantile(Record):
    """x -> 1 + the number of edges at or below x; a missing value is bucket 0."""

    kind: Literal["quantile"] = "quantile"
    edges: tuple[float, ...]  # source units, ascending; one fewer than buckets

    def apply(self, values: np.ndarray) -> np.ndarray:
        """float64 (n,), NaN where missing -> int32 (n,)"""
        ids = np.searchsorted(self.edges, values, side="right") + 1
        return np.where(np.isnan(values), 0, ids).astype(np.int32)


class FittedCumulative(Record):
    """x -> the share of the training split at or below x, linear between quantiles; a missing value becomes 0.5."""

    kind: Literal["cumulative"] = "cumulative"
    quantiles: tuple[float, ...]  # source units, ascending: smallest value to largest, equal shares between them

    def apply(self, values: np.ndarray) -> np.ndarray:
        """float64 (n,), NaN where missing -> float32 (n,) in [0, 1)"""
        shares = np.interp(values, self.quantiles, np.linspace(0, 1, len(self.quantiles)))
        return np.where(np.isnan(values), 0.5, np.minimum(shares, _BELOW_ONE)).astype(np.float32)


FittedNumeric: TypeAlias = Annotated[
    FittedStandardise | FittedLogSquare | FittedQuantile | FittedCumulative, Setting(discriminator="kind")
]


class NumericFit:
    """Learns one numeric field's transform as rows of the training split go by, in bounded memory."""

    def __init__(self, field: NumericField, *, seed: int) -> None:
        self._transform = field.transform
        self._moments = Moments()
        self._sample = NumberSample(seed=seed)

    def add(self, values: np.ndarray, example_ids: np.ndarray) -> None:
        """Takes in float64 (n,), NaN where missing, of the rows with these numbers."""
        there = ~np.isnan(values)
        if isinstance(self._transform, (Quantile, Cumulative)):
            self._sample.add(values[there], example_ids[there])
        else:
            known = values[there]
            self._moments.add(log_square(known) if isinstance(self._transform, LogSquare) else known)

    def fitted(self) -> FittedNumeric:
        """What was learned."""
        if isinstance(self._transform, Quantile):
            steps = np.arange(1, self._transform.buckets) / self._transform.buckets
            return FittedQuantile(edges=tuple(float(edge) for edge in self._sample.quantiles(steps)))
        if isinstance(self._transform, Cumulative):
            steps = np.linspace(0, 1, self._transform.quantiles + 1)
            return FittedCumulative(quantiles=tuple(float(value) for value in self._sample.quantiles(steps)))
        kind = FittedLogSquare if isinstance(self._transform, LogSquare) else FittedStandardise
        return kind(mean=self._moments.mean, deviation=self._moments.deviation)


class BucketVocabulary:
    """The buckets of a number seen as a vocabulary: an id reads as the range that it stands for."""

    def __init__(self, fitted: FittedQuantile, counts: np.ndarray) -> None:
        self._edges = fitted.edges
        self.counts = counts  # int64 (size,): rows of the training split by bucket, missing ones at 0

    @property
    def size(self) -> int:
        """Buckets and the one for missing values."""
        return len(self._edges) + 2

    def decode(self, ids: Sequence[int] | np.ndarray) -> list[str | None]:
        """Ranges such as "below 3" or "3 to 7.5", None for 0."""
        return [self._range(int(i)) if i > 0 else None for i in ids]

    def _range(self, bucket: int) -> str:
        if bucket == 1:
            return f"below {self._edges[0]:g}"
        if bucket == len(self._edges) + 1:
            return f"{self._edges[-1]:g} and above"
        return f"{self._edges[bucket - 2]:g} to {self._edges[bucket - 1]:g}"


def log_square(values: np.ndarray) -> np.ndarray:
    """ln(x)^2 for x > 2, else x. float64 in, float64 out."""
    return np.where(values > 2, np.log(np.maximum(values, 2.0)) ** 2, values)


def _single(values: np.ndarray) -> np.ndarray:
    """float32 (n,): NaN becomes 0, and what float32 cannot hold its largest number."""
    most = np.finfo(np.float32).max
    return np.asarray(np.clip(np.nan_to_num(values, nan=0.0), -most, most), dtype=np.float32)
