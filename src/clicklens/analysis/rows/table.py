"""RowTable: all rows of one split's sample at one step of one run, to be filtered, counted and read.

Conditions are answered by a locked-down DuckDB that sees one column at a time, registered when it is asked for; which
rows pass each clause is kept, so that a brush that moves asks about one clause anew and not about all.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from threading import RLock
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.analysis.rows.cell_chart import CellChart, ChartRequest
from clicklens.analysis.rows.cells import Cells
from clicklens.analysis.rows.clause_sql import condition_of
from clicklens.analysis.rows.column import RowColumn
from clicklens.analysis.rows.connection import locked_connection
from clicklens.analysis.rows.figures import Judge
from clicklens.core.row_filter import AmongClause, Clause, ExamplesClause, LassoClause, RangeClause, RowFilter

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
MASKS_KEPT = 64
CHARTS_KEPT = 32


class Columns(Protocol):
    """Where the columns come from; ``RowSource`` reads them from a run."""

    labels: Floats  # (n,)
    logits: Floats  # (n,)
    weights: Floats  # (n,)
    example_ids: NDArray[np.int64]  # (n,)

    @property
    def groups(self) -> NDArray[np.int64] | None:
        """(n,) whose row it is; None where that is not known."""

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that are listed."""

    def cells(self, name: str) -> Cells:
        """The column of that name. Raises NotFoundError."""

    def has(self, name: str) -> bool:
        """Whether there is such a column."""

    def inside(self, lasso: LassoClause) -> Mask:
        """(n,) the rows inside a lasso."""


class RowTable:
    """May be asked by several threads, one after the other."""

    def __init__(self, source: Columns) -> None:
        self.source = source
        self.rows = len(self.source.labels)
        self.lock = RLock()
        self._connection = locked_connection()
        self._cells: dict[str, Cells] = {}
        self._registered: dict[str, str] = {}  # column -> name of its view
        self._charts: OrderedDict[tuple[str, int], CellChart] = OrderedDict()
        self._masks: OrderedDict[str, Mask] = OrderedDict()

    def close(self) -> None:
        """Gives its memory back."""
        with self.lock:
            self._connection.close()

    @property
    def weighs_alike(self) -> bool:
        """Whether every row stands for as many as any other."""
        return not len(self.source.weights) or bool(np.ptp(self.source.weights) == 0)

    def cells(self, name: str) -> Cells:
        """One column. Raises NotFoundError naming the nearest."""
        with self.lock:
            if name not in self._cells:
                self._cells[name] = self.source.cells(name)
            return self._cells[name]

    def chart(self, asked: ChartRequest) -> CellChart:
        """The column laid out in bars; kept, since a brush asks for the same one many times a second."""
        with self.lock:
            key = (asked.column, asked.bins)
            if key not in self._charts:
                weights = None if self.weighs_alike else self.source.weights
                self._charts[key] = CellChart(self.cells(asked.column), asked.bins, weights)
                while len(self._charts) > CHARTS_KEPT:
                    self._charts.popitem(last=False)
            self._charts.move_to_end(key)
            return self._charts[key]

    @cached_property
    def judge(self) -> Judge:
        """Who compares any of the rows with the rest."""
        source = self.source
        return Judge(source.labels, source.logits, source.weights, source.groups)

    def columns(self) -> tuple[RowColumn, ...]:
        """What filters and charts may name, but for single neurons."""
        return tuple(self.cells(name).column for name in self.source.names)

    def passing(self, chosen: RowFilter) -> Mask:
        """(n,) the rows that pass every clause.

        Raises NotFoundError for an unknown column, tap or step, DataError for a clause that does not fit its column,
        UnavailableError for a map that was not made.
        """
        mask = np.ones(self.rows, dtype=bool)
        for clause in chosen.clauses:
            mask &= self.clause_mask(clause)
        return mask

    def lacking(self, chosen: RowFilter) -> list[str]:
        """The columns that the filter names and the run does not have."""
        return [name for name in chosen.columns if not self.source.has(name)]

    def clause_mask(self, clause: Clause) -> Mask:
        """(n,) the rows that pass one clause; not to be written to."""
        key = clause.to_json()
        with self.lock:
            if key not in self._masks:
                self._masks[key] = self._evaluate(clause)
                while len(self._masks) > MASKS_KEPT:
                    self._masks.popitem(last=False)
            self._masks.move_to_end(key)
            return self._masks[key]

    def ordered(self, mask: Mask, sort: str, *, descending: bool, offset: int, limit: int) -> NDArray[np.int64]:
        """Places of the passing rows from ``offset`` on, by the column's value; rows without one come last."""
        direction = "DESC" if descending else "ASC"
        with self.lock:
            places = np.flatnonzero(mask)
            keys = self.cells(sort).sort_keys().take(pa.array(places))
            self._connection.register("passing", pa.table({"place": places, "value": keys}))
            text = f"SELECT place FROM passing ORDER BY value {direction} NULLS LAST, place LIMIT ? OFFSET ?"  # noqa: S608
            found = self._connection.execute(text, [limit, offset]).fetchnumpy()["place"]
            self._connection.unregister("passing")
        return np.asarray(found, dtype=np.int64)

    def _evaluate(self, clause: Clause) -> Mask:
        if isinstance(clause, ExamplesClause):
            return np.isin(self.source.example_ids, np.array(clause.ids, dtype=np.int64))
        if isinstance(clause, LassoClause):
            return self.source.inside(clause)
        return self._where(clause)

    def _where(self, clause: RangeClause | AmongClause) -> Mask:
        cells = self.cells(clause.column)
        text, values = condition_of(clause, cells.column)
        statement = f"SELECT place FROM {self._view(clause.column)} WHERE {text}"  # noqa: S608  both are our own words
        found = self._connection.execute(statement, values)
        mask = np.zeros(self.rows, dtype=bool)
        mask[np.asarray(found.fetchnumpy()["place"], dtype=np.int64)] = True
        if isinstance(clause, AmongClause) and None in clause.values:
            mask |= ~cells.is_known
        return mask

    def _view(self, column: str) -> str:
        """The name, made by us, under which the column's cells are registered."""
        if column not in self._registered:
            name = f"cells_{len(self._registered)}"
            self._connection.register(name, self.cells(column).as_table())
            self._registered[column] = name
        return self._registered[column]
