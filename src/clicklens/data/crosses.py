"""Crosses: from the ids of a row's fields to the ids of their combinations, wherever a row comes from."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clicklens.core.schema import FeatureSchema
from clicklens.data.combination import Combination
from clicklens.data.key import KeyTable
from clicklens.data.numeric import FittedQuantile

BUCKETS = "buckets:"  # before the name of a number: the array of its buckets


class Crosses:
    """All crosses of a schema, with the combinations and the buckets that the training split taught."""

    def __init__(
        self,
        schema: FeatureSchema,
        *,
        sizes: Mapping[str, int],
        tables: Mapping[str, KeyTable],
        numerics: Mapping[str, FittedQuantile],
    ) -> None:
        """``sizes``: table -> ids. ``tables``: cross -> its combinations. ``numerics``: number -> its buckets."""
        self._combinations = {cross.name: Combination(cross, schema, sizes) for cross in schema.crosses}
        self._tables = tables
        self._numerics = numerics

    def buckets(self, numbers: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """number -> float64 (n,), NaN where missing -> array's name -> int32 (n,), of the numbers that are crossed"""
        return {BUCKETS + name: self._numerics[name].apply(numbers[name]) for name in self._numerics if name in numbers}

    def ids(self, ids: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """field, or number by bucket, -> int (n,) -> cross -> int32 (n,), 0 where the combination is rare or unseen"""
        return {name: self._tables[name].encode(one.codes(ids)) for name, one in self._combinations.items()}
