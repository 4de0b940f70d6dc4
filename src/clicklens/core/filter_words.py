"""A filter in words, as the chip at the top of a page and every finding say it: 'clicked, pctr < 0.02, day 6'."""

from __future__ import annotations

from collections.abc import Callable

from clicklens.core.row_filter import (
    PLAIN_COLUMNS,
    AmongClause,
    Clause,
    ExamplesClause,
    LassoClause,
    RangeClause,
    RowFilter,
    Value,
)

NAMED = 3  # values that are told one by one

DayName = Callable[[int], str]


def say_filter(chosen: RowFilter, *, day_name: DayName | None = None) -> str:
    """All clauses, 'all rows' when there is none. ``day_name`` says a day, by its number when not given."""
    name = day_name or "day {}".format
    return ", ".join(_say_clause(clause, name) for clause in sorted(chosen.clauses, key=_place)) or "all rows"


def say_column(column: str) -> str:
    """'genre' for 'field:genre', 'saliency of user_id', 'neuron 17 of layer_3'."""
    if column.startswith("field:"):
        return column.removeprefix("field:")
    if column.startswith("saliency:"):
        return f"saliency of {column.removeprefix('saliency:')}"
    if column.startswith("neuron:"):
        tap, _, index = column.removeprefix("neuron:").rpartition(":")
        return f"neuron {index} of {tap}"
    return column


def _place(clause: Clause) -> int:
    """Clicks first, then scores and days, then fields, as one would say it."""
    column = getattr(clause, "column", "")
    return PLAIN_COLUMNS.index(column) if column in PLAIN_COLUMNS else len(PLAIN_COLUMNS)


def _say_clause(clause: Clause, day_name: DayName) -> str:
    if isinstance(clause, RangeClause):
        return _say_range(clause, day_name)
    if isinstance(clause, AmongClause):
        return _say_among(clause, day_name)
    if isinstance(clause, ExamplesClause):
        return f"example {clause.ids[0]}" if len(clause.ids) == 1 else f"{len(clause.ids):,} examples"
    return _say_lasso(clause)


def _say_range(clause: RangeClause, day_name: DayName) -> str:
    name, low, high = say_column(clause.column), clause.low, clause.high
    if clause.column == "day" and low is not None and high == low + 1 and low.is_integer():
        return day_name(int(low))
    if low is None:
        return f"{name} < {_number(high)}"
    return f"{name} ≥ {_number(low)}" if high is None else f"{_number(low)} ≤ {name} < {_number(high)}"


def _say_among(clause: AmongClause, day_name: DayName) -> str:
    if clause.column == "label" and len(clause.values) == 1 and clause.values[0] in (0, 1):
        return "clicked" if clause.values[0] == 1 else "not clicked"
    if len(clause.values) > NAMED:
        return f"{say_column(clause.column)} one of {len(clause.values)} values"
    if clause.column == "day":
        return " or ".join(_day(value, day_name) for value in clause.values)
    if clause.values == (None,):
        return f"no {say_column(clause.column)}"
    return f"{say_column(clause.column)} is {' or '.join(_value(value) for value in clause.values)}"


def _say_lasso(clause: LassoClause) -> str:
    return f"inside a lasso on {clause.tap} at step {clause.step:,}"


def _day(value: Value, day_name: DayName) -> str:
    is_day = isinstance(value, float) and value.is_integer()
    return day_name(int(value)) if is_day and not isinstance(value, str) and value is not None else _value(value)


def _value(value: Value) -> str:
    if value is None:
        return "missing"
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float | None) -> str:
    return f"{value:.6g}"
