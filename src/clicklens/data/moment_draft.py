"""Which column says when a row was, by its name or its type, where nobody has said so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from clicklens.core.errors import DataError
from clicklens.data.chunk import Chunk, chunks
from clicklens.data.day import days, days_of_time
from clicklens.data.source import Source

DAY_NAMES = ("day", "date", "dt", "event_day", "event_date")
TIME_NAMES = ("time", "timestamp", "datetime", "ts", "event_time")


def find_moment(source: Source, table: pa.Table, *, label: str) -> tuple[str | None, str | None]:
    """(day, time): at most one of them, a column that can be read as such.

    A name that says it counts first, then the type, where a single column is a date or a time stamp.
    """
    columns = [name for name in table.column_names if name != label]
    day = _readable(source, _named(columns, DAY_NAMES), days)
    if day is not None:
        return day, None
    time = _readable(source, _named(columns, TIME_NAMES), days_of_time)
    if time is not None:
        return None, time
    dated = [name for name in columns if _is_moment(table.schema.field(name).type)]
    if len(dated) != 1:
        return None, None
    is_date = pa.types.is_date(table.schema.field(dated[0]).type)
    return (_readable(source, dated, days), None) if is_date else (None, _readable(source, dated, days_of_time))


def _named(columns: Sequence[str], names: Sequence[str]) -> list[str]:
    return [column for name in names for column in columns if column.lower() == name]


def _is_moment(kind: pa.DataType) -> bool:
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def _readable(source: Source, columns: Sequence[str], read: Callable[[Chunk, str, str], np.ndarray]) -> str | None:
    """The first column whose first rows can be read so."""
    for column in columns:
        chunk = next(iter(chunks(source.select([column]))))
        try:
            read(chunk, column, column)
        except DataError:
            continue
        return column
    return None
