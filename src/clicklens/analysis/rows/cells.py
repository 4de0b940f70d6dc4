"""Cells: one column's values as they are filtered and counted, each with the row it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clicklens.analysis.rows.column import ColumnKind, RowColumn

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class NumberCells:
    """A number for each row that has a finite one; what is not finite counts as missing."""

    name: str
    kind: ColumnKind
    unit: str
    numbers: NDArray[np.float64]  # (n,), NaN where missing

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """(n,)"""
        known: NDArray[np.bool_] = np.isfinite(self.numbers)
        return known

    @cached_property
    def places(self) -> Integers:
        """Rows with a number, ascending."""
        return np.flatnonzero(self.is_known)

    @cached_property
    def column(self) -> RowColumn:
        """What is in it."""
        known = self.numbers[self.is_known]
        return RowColumn(
            name=self.name,
            kind=self.kind,
            unit=self.unit,
            is_whole=bool((known == np.floor(known)).all()) and len(known) > 0,
            distinct=len(np.unique(known)),
            missing=len(self.numbers) - len(known),
            low=float(known.min()) if len(known) else None,
            high=float(known.max()) if len(known) else None,
        )

    def array(self) -> pa.Array:
        """(n,) of float64, null where missing"""
        return pa.array(self.numbers, mask=~self.is_known)

    def sort_keys(self) -> pa.Array:
        """(n,) what rows are sorted by"""
        return self.array()

    def as_table(self) -> pa.Table:
        """``place`` and ``value`` of each known cell, as a condition is asked of it."""
        if self.is_known.all():
            return pa.table({"place": self.places, "value": self.numbers})
        return pa.table({"place": self.places, "value": self.numbers[self.is_known]})


@dataclass(frozen=True)
class CategoryCells:
    """One or many names for each row; a name that stands twice in a row counts once."""

    name: str
    source: pa.Array  # (n,) strings or lists of strings
    rows: int

    @property
    def is_list(self) -> bool:
        """Whether a row may hold several."""
        return bool(pa.types.is_list(self.source.type) or pa.types.is_large_list(self.source.type))

    @cached_property
    def _coded(self) -> tuple[Integers, Integers, pa.Array]:
        """places (m,), codes (m,), names (k,)"""
        if not self.is_list:
            coded = pc.dictionary_encode(self.source)
            places = np.flatnonzero(np.asarray(pc.is_valid(coded)))
            return places, coded.indices.drop_null().to_numpy().astype(np.int64), coded.dictionary
        places = pc.list_parent_indices(self.source).to_numpy().astype(np.int64)
        coded = pc.dictionary_encode(pc.list_flatten(self.source))
        known = np.asarray(pc.is_valid(coded))
        codes = coded.indices.drop_null().to_numpy().astype(np.int64)
        count = max(len(coded.dictionary), 1)
        pairs = np.unique(places[known] * count + codes)
        return pairs // count, pairs % count, coded.dictionary

    @property
    def places(self) -> Integers:
        """(m,) the row of each cell, ascending"""
        return self._coded[0]

    @property
    def codes(self) -> Integers:
        """(m,) which of ``names`` each cell holds"""
        return self._coded[1]

    @property
    def names(self) -> pa.Array:
        """(k,)"""
        return self._coded[2]

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        """(n,) whether the row holds any"""
        known = np.zeros(self.rows, dtype=bool)
        known[self.places] = True
        return known

    @cached_property
    def column(self) -> RowColumn:
        """What is in it."""
        return RowColumn(
            name=self.name,
            kind="category",
            unit="",
            is_list=self.is_list,
            distinct=len(self.names),
            missing=self.rows - int(self.is_known.sum()),
            low=None,
            high=None,
        )

    def array(self) -> pa.Array:
        """(n,) as it was kept"""
        return self.source

    def sort_keys(self) -> pa.Array:
        """(n,) what rows are sorted by: names, or all names of a row in their order"""
        return pc.binary_join(self.source, ", ") if self.is_list else self.source

    def as_table(self) -> pa.Table:
        """``place`` and ``value`` of each known cell, as a condition is asked of it."""
        values = pa.DictionaryArray.from_arrays(pa.array(self.codes.astype(np.int32)), self.names)
        return pa.table({"place": self.places, "value": values})


Cells = NumberCells | CategoryCells
