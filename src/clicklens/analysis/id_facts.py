"""What training rows tell of the ids of a field: the value of another field that they stand with most, and clicks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.field import CategoricalField
from clicklens.core.schema import FeatureSchema
from clicklens.data.encoded_split import EncodedSplit

Integers = NDArray[np.int64]
LOOKED_AT = 1_000_000  # rows of training, drawn where there are more


def single_fields(schema: FeatureSchema, table: str | None = None) -> list[str]:
    """Fields with one id a row, bucketed numbers among them; of that table alone where one is named."""
    found = [f.name for f in schema.embedded_fields if isinstance(f, CategoricalField) and not f.multi]
    found += [f.name for f in schema.bucketed_fields]
    return [name for name in found if table is None or schema.table_of[name] == table]


def single_field(schema: FeatureSchema, name: str, *, setting: str) -> str:
    """That field. Raises ConfigError where it has not one id a row, naming the nearest that has."""
    known = single_fields(schema)
    if name not in known:
        raise ConfigError(f"embedding-map: {setting} '{name}' is no field with one id a row{nearest(name, known)}")
    return name


class IdFacts:
    """The training rows that hold the ids of one field."""

    def __init__(self, split: EncodedSplit, field: str, *, seed: int = 0) -> None:
        rows: slice | Integers = slice(None)
        if len(split) > LOOKED_AT:
            rows = np.sort(np.random.default_rng(seed).choice(len(split), LOOKED_AT, replace=False))
        self._split, self._rows = split, rows
        self._ids: Integers = np.asarray(split.field_ids(field))[rows].astype(np.int64)

    def companions(self, other: str, size: int) -> Integers:
        """(size,) for each id the id of ``other`` that most of its rows hold, of equals the lowest; 0: none does"""
        others = np.asarray(self._split.field_ids(other))[self._rows].astype(np.int64)
        known = others > 0
        pairs, counts = np.unique(np.stack([self._ids[known], others[known]]), axis=1, return_counts=True)
        order = np.lexsort((-pairs[1], counts))  # the last one written stays: the most frequent, of equals the lowest
        found: Integers = np.zeros(size, dtype=np.int64)
        found[pairs[0][order]] = pairs[1][order]
        return found

    def rates(self, task: str, size: int) -> NDArray[np.float64]:
        """(size,) the share of clicks among the rows of each id, NaN where there is none"""
        labels = self._split.labels(task)[self._rows].astype(np.float64)
        clicks = np.bincount(self._ids, weights=labels, minlength=size)
        held = np.bincount(self._ids, minlength=size)
        rates: NDArray[np.float64] = np.divide(clicks, held, out=np.full(size, np.nan), where=held > 0)
        return rates
