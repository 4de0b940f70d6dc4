"""Combination: the ids that a row holds in several fields, as one whole number and back."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np
import pyarrow as pa

from clicklens.core.errors import SchemaError
from clicklens.core.field import CategoricalField, CrossField
from clicklens.core.schema import FeatureSchema

_MOST = 2**63 - 1


class Combination:
    """c = ((id_1 s_2 + id_2) s_3 + id_3) …, s_k the number of ids of the k-th field: no two combinations share one.

    A row that lacks the value of a categorical field (or has one that training does not know) has no combination. A
    missing number is in a bucket of its own, and combines.
    """

    def __init__(self, cross: CrossField, schema: FeatureSchema, sizes: Mapping[str, int]) -> None:
        """``sizes``: table -> ids, 0 included. Raises SchemaError for more combinations than 64 bits can number."""
        fields = {name: schema.field(name) for name in cross.fields}
        tables, numbers = schema.table_of, schema.crossed_numbers
        self.sizes = {name: numbers[name] + 1 if name in numbers else sizes[tables[name]] for name in fields}
        self._needed = [name for name, field in fields.items() if isinstance(field, CategoricalField)]
        possible = prod(self.sizes.values())
        if possible > _MOST:
            told = " x ".join(f"{size:,}" for size in self.sizes.values())
            raise SchemaError(
                f"the cross '{cross.name}' has {told} possible combinations, more than 64 bits can number: cross fewer "
                "fields, or give their tables a higher min_count"
            )

    def codes(self, ids: Mapping[str, np.ndarray]) -> pa.Array:
        """int64 (n,), null where a row has no combination; ``ids``: field -> int (n,)"""
        code = np.zeros(len(ids[next(iter(self.sizes))]), dtype=np.int64)
        gone = np.zeros(len(code), dtype=bool)
        for name, size in self.sizes.items():
            code = code * size + ids[name]
        for name in self._needed:
            gone |= ids[name] == 0
        return pa.array(code, mask=gone)

    def parts(self, codes: np.ndarray) -> dict[str, np.ndarray]:
        """codes int64 (n,) -> field -> the ids that they stand for, int64 (n,)"""
        found: dict[str, np.ndarray] = {}
        for name, size in reversed(self.sizes.items()):
            codes, found[name] = np.divmod(codes, size)
        return {name: found[name] for name in self.sizes}
