"""TableBox: any predictor over a table as a black box: its rows with columns off in, logits out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clicklens.core.errors import DataError
from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.link import Link, logits
from clicklens.interactions.off import Off

Table = pd.DataFrame | NDArray[Any]


class TableBox(BlackBox):
    """A column is a field. Off columns come from reference rows that are made of the background."""

    def __init__(
        self,
        predict: Callable[[Any], Any],
        rows: Table,
        background: Table,
        *,
        off: Off | None = None,
        link: Link = "identity",
        example_ids: Sequence[int] | Integers | None = None,
    ) -> None:
        """``predict`` takes a table like ``rows``, a frame or an array, and gives a number a row.

        With ``link="logit"`` the numbers are probabilities, of which logits are made. Raises DataError for a background
        of other columns, or without rows.
        """
        own, others = _frame(rows), _frame(background)
        if list(own.columns) != list(others.columns):
            raise DataError(
                f"the rows have the columns {list(own.columns)}, the background {list(others.columns)}; "
                "both must have the same, in the same order"
            )
        if not len(others):
            raise DataError("the background has no rows; give rows that the model knows, such as those of training")
        super().__init__(
            fields=[str(column) for column in own.columns],
            example_ids=np.arange(len(own)) if example_ids is None else example_ids,
        )
        reference = _reference(others, off or Off())
        # Rows and reference in one column, so that values keep their type whichever they are taken from.
        self._columns = [_joined(own[column], reference[column]) for column in own.columns]
        self._names = own.columns
        self._own, self._references = len(own), len(reference)
        self._predict, self._link = predict, link
        self._is_array = isinstance(rows, np.ndarray)

    def answer(self, instances: Integers, kept: Kept) -> Floats:
        """The mean over the reference rows of the logit of each row with its off columns taken from there."""
        total = np.zeros(len(kept))
        for reference in range(self._references):
            total += self._logits(self._rows(instances, kept, self._own + reference))
        return total / self._references

    def _rows(self, instances: Integers, kept: Kept, reference: int) -> pd.DataFrame:
        columns = [
            column.take(np.where(stays, instances, reference))
            for column, stays in zip(self._columns, kept.T, strict=True)
        ]
        rows: pd.DataFrame = pd.DataFrame(dict(enumerate(columns))).set_axis(self._names, axis=1)
        return rows

    def _logits(self, rows: pd.DataFrame) -> Floats:
        told = self._predict(rows.to_numpy() if self._is_array else rows)
        return logits(told, asked=len(rows), link=self._link)


def _frame(table: Table) -> pd.DataFrame:
    if isinstance(table, pd.DataFrame):
        return table
    if table.ndim != 2:
        raise DataError(f"a table of rows and columns is needed, not an array of shape {table.shape}")
    frame: pd.DataFrame = pd.DataFrame(table, columns=[f"x{place}" for place in range(table.shape[1])])
    return frame


def _reference(background: pd.DataFrame, off: Off) -> pd.DataFrame:
    rows: pd.DataFrame
    if off.kind == "resample":
        rows = background.iloc[off.chosen(len(background))]
    else:
        rows = pd.DataFrame({column: [_one_value(background[column], off)] for column in background.columns})
    return rows


def _one_value(column: pd.Series[Any], off: Off) -> Any:
    """The zero or the mean of a column; of values that are no numbers, the most frequent."""
    is_number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    if is_number:
        return column.mean() if off.kind == "mean" else column.dtype.type(0)
    if off.kind == "zero":
        raise DataError(f"column '{column.name}' holds {column.dtype}, which has no zero; use off mean or resample")
    return column.mode().iloc[0]


def _joined(own: pd.Series[Any], reference: pd.Series[Any]) -> pd.api.extensions.ExtensionArray:
    """The values of both, one behind the other; a mean among whole numbers makes all of them floats."""
    if isinstance(own.dtype, pd.CategoricalDtype):
        reference = reference.astype(own.dtype)
    values: pd.api.extensions.ExtensionArray = pd.concat([own, reference], ignore_index=True).array
    return values
