"""RowColumn: what a filter or a chart may name, and what is in it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from clicklens.core.record import Record

ColumnKind: TypeAlias = Literal["number", "category", "flag"]


class RowColumn(Record):
    """A column of the table of rows."""

    name: str
    kind: ColumnKind
    unit: str  # '' where it has none
    is_list: bool = False  # whether a row may hold several values; a filter then asks whether it holds any of them
    is_whole: bool = False  # a number without decimals
    distinct: int  # values, missing ones not counted
    missing: int  # rows without a value
    low: float | None  # of a number; None where no row has one
    high: float | None
