"""A clause as a condition in SQL. Its values are bound parameters; no word of a request ever enters the text."""

from __future__ import annotations

from typing import Any

from clicklens.analysis.rows.column import RowColumn
from clicklens.core.errors import DataError
from clicklens.core.row_filter import AmongClause, RangeClause, Value

Condition = tuple[str, list[Any]]  # text over the column ``value``, and what its question marks stand for


def condition_of(clause: RangeClause | AmongClause, column: RowColumn) -> Condition:
    """Raises DataError where the clause does not fit the column's kind."""
    if isinstance(clause, RangeClause):
        return _range(clause, column)
    return _among(clause, column)


def _range(clause: RangeClause, column: RowColumn) -> Condition:
    if column.kind == "category":
        raise DataError(f"column '{column.name}' holds names; a range needs numbers: ask with kind 'among' instead")
    bounds = (("value >= ?", clause.low), ("value < ?", clause.high))
    told = [(text, bound) for text, bound in bounds if bound is not None]
    return " AND ".join(text for text, _ in told), [bound for _, bound in told]


def _among(clause: AmongClause, column: RowColumn) -> Condition:
    as_cell = _name if column.kind == "category" else _number
    values = [as_cell(value, column) for value in clause.values if value is not None]
    if not values:
        return "false", []
    cell = "CAST(value AS VARCHAR)" if column.kind == "category" else "value"
    return f"{cell} IN ({', '.join('?' * len(values))})", values


def _name(value: Value, column: RowColumn) -> str:  # noqa: ARG001
    return value if isinstance(value, str) else f"{value:.15g}"


def _number(value: Value, column: RowColumn) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except ValueError:
        raise DataError(f"column '{column.name}' holds numbers; '{value}' is none") from None
