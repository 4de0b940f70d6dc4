"""Chart: how often each value, or range of values, of a column stands in all rows and in those that pass a filter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting

from clicklens.analysis.rows.cells import CategoryCells, Cells, NumberCells
from clicklens.analysis.rows.column import ColumnKind
from clicklens.core.record import Record

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]


class ChartRequest(Record):
    """A chart of one column."""

    column: str = Setting(max_length=500)
    bins: int = Setting(default=20, ge=1, le=200)  # ranges of a number, or names shown of a category


class Chart(Record):
    """Bars of one column. Counts are sums of sampling weights: they stand for all rows that were sampled from.

    Bar i of a number holds the values from ``edges[i]`` on and below ``edges[i + 1]``, which is what a range clause
    says; of a category and of a flag the values ``values[i]``. A row with many values stands in many bars.
    """

    column: str
    kind: ColumnKind
    unit: str
    edges: tuple[float, ...] | None  # bars + 1, of a number
    values: tuple[str | float, ...] | None  # of a category or flag, most frequent first, or 0 and 1
    all: tuple[float, ...]  # rows in each bar
    passing: tuple[float, ...]  # rows in each bar that pass all clauses on other columns
    others: int  # further values that have no bar
    others_all: float  # cells that hold one of them
    others_passing: float
    missing_all: float  # rows without a value
    missing_passing: float


@dataclass(frozen=True)
class CellChart:
    """A column laid out in bars once, to be counted for many filters."""

    cells: Cells
    bins: int
    weights: Floats | None  # (n,) where rows weigh unequally

    def chart(self, passing: Mask) -> Chart:
        """passing (n,)"""
        column = self.cells.column
        kept = self._count(passing)
        return Chart(
            column=column.name,
            kind=column.kind,
            unit=column.unit,
            edges=None if self._edges is None else tuple(self._edges.tolist()),
            values=self._values,
            all=tuple(self._all[: self._bars].tolist()),
            passing=tuple(kept[: self._bars].tolist()),
            others=max(column.distinct - self.bins, 0) if column.kind == "category" else 0,
            others_all=float(self._all[self._bars]),
            others_passing=float(kept[self._bars]),
            missing_all=self._missing(None),
            missing_passing=self._missing(passing),
        )

    @cached_property
    def _edges(self) -> Floats | None:
        column = self.cells.column
        if column.kind != "number" or column.low is None or column.high is None:
            return None
        low, high = column.low, column.high
        if column.is_whole and high - low < 2**52:
            width = max(int(np.ceil((high - low + 1) / self.bins)), 1)
            edges: Floats = np.arange(low, high + 1 + width, width, dtype=np.float64)
            return edges[: int(np.searchsorted(edges, high, side="right")) + 1]
        beyond = float(np.nextafter(high, np.inf))  # so that the last bar holds the greatest value
        return np.unique(np.linspace(low, beyond, self.bins + 1))

    @cached_property
    def _ranked(self) -> Integers:
        """Codes of the names, most frequent first, names in their order where as frequent"""
        cells = self.cells
        if not isinstance(cells, CategoryCells):
            return np.arange(2)
        counts = np.bincount(cells.codes, weights=self._cell_weights, minlength=len(cells.names))
        order: Integers = np.lexsort((np.argsort(np.argsort(cells.names.to_numpy(zero_copy_only=False))), -counts))
        return order

    @property
    def _values(self) -> tuple[str | float, ...] | None:
        if self.cells.column.kind == "number":
            return None
        if isinstance(self.cells, NumberCells):
            return (0.0, 1.0)
        return tuple(str(self.cells.names[int(code)].as_py()) for code in self._ranked[: self._bars])

    @cached_property
    def _bars(self) -> int:
        if self.cells.column.kind == "number":
            return 0 if self._edges is None else len(self._edges) - 1
        return 2 if isinstance(self.cells, NumberCells) else min(self.bins, len(self.cells.names))

    @cached_property
    def _bar_of_cell(self) -> Integers:
        """(m,) the bar that each known cell stands in; ``_bars`` where it has none"""
        cells = self.cells
        if isinstance(cells, CategoryCells):
            bar_of_code = np.full(len(cells.names) + 1, self._bars)
            bar_of_code[self._ranked[: self._bars]] = np.arange(self._bars)
            return bar_of_code[cells.codes]
        known = cells.numbers if cells.is_known.all() else cells.numbers[cells.is_known]
        if self._edges is None:
            return known.astype(np.int64)
        bars: Integers = np.searchsorted(self._edges, known, side="right") - 1
        return bars

    @cached_property
    def _cell_weights(self) -> Floats | None:
        if self.weights is None or self._has_a_cell_a_row:
            return self.weights
        return self.weights[self.cells.places]

    @cached_property
    def _has_a_cell_a_row(self) -> bool:
        return len(self.cells.places) == len(self.cells.is_known) and bool(self.cells.is_known.all())

    @cached_property
    def _all(self) -> Floats:
        return self._count(None)

    def _count(self, passing: Mask | None) -> Floats:
        """(bars + 1,)"""
        bars, weights = self._bar_of_cell, self._cell_weights
        if passing is not None:
            kept = passing if self._has_a_cell_a_row else passing[self.cells.places]
            bars = bars[kept]
            weights = None if weights is None else weights[kept]
        counts: Floats = np.bincount(bars, weights=weights, minlength=self._bars + 1).astype(np.float64)
        return counts

    def _missing(self, passing: Mask | None) -> float:
        is_missing = ~self.cells.is_known if passing is None else ~self.cells.is_known & passing
        return float(is_missing.sum() if self.weights is None else self.weights[is_missing].sum())
