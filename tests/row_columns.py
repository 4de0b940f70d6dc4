"""Columns of rows made by hand, for tests of the row table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.analysis.rows.cells import CategoryCells, Cells, NumberCells
from clicklens.core.errors import NotFoundError, nearest
from clicklens.core.row_filter import LassoClause


class HandMadeColumns:
    """What ``RowTable`` asks for, from plain lists; None and NaN are missing."""

    def __init__(
        self,
        columns: Mapping[str, Sequence[object]],
        *,
        labels: Sequence[int] | None = None,
        logits: Sequence[float] | None = None,
        weights: Sequence[float] | None = None,
        groups: Sequence[int] | None = None,
    ) -> None:
        rows = len(next(iter(columns.values()))) if columns else len(labels or ())
        self.labels: NDArray[np.float64] = np.array(labels if labels is not None else [0] * rows, dtype=np.float64)
        self.logits: NDArray[np.float64] = np.array(logits if logits is not None else [0] * rows, dtype=np.float64)
        self.weights: NDArray[np.float64] = np.array(weights if weights is not None else [1] * rows, dtype=np.float64)
        self.groups = None if groups is None else np.array(groups, dtype=np.int64)
        self.example_ids: NDArray[np.int64] = 100 + np.arange(rows)
        self._columns = dict(columns)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._columns)

    def has(self, name: str) -> bool:
        return name in self._columns

    def cells(self, name: str) -> Cells:
        if name not in self._columns:
            raise NotFoundError(f"no column '{name}'{nearest(name, self._columns)}")
        values = self._columns[name]
        if name.startswith("field:"):
            is_list = any(isinstance(value, list) for value in values)
            kind = pa.list_(pa.string()) if is_list else pa.string()
            return CategoryCells(name=name, source=pa.array(list(values), type=kind), rows=len(values))
        numbers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        return NumberCells(name=name, kind="flag" if name == "label" else "number", unit="", numbers=numbers)

    def inside(self, lasso: LassoClause) -> NDArray[np.bool_]:
        return np.arange(len(self.labels)) < lasso.step  # the first rows, as many as its step says
