"""Days and times of rows: what a day column, a time column and a bound between two splits may be.

A date or time stamp (as a type, or as ISO text such as 2014-10-21) counts from 1970-01-01. A whole number in a day
column is a day if it is below 100,000, and refused otherwise: 20141021 and 14102100 are not guessed at. A whole number
in a time column is in seconds.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clicklens.core.errors import ConfigError
from clicklens.data.cell import is_text
from clicklens.data.chunk import Chunk

Clock: TypeAlias = Literal["number", "calendar"]  # whole numbers as they are, or microseconds since 1970-01-01

_DAY_LIMIT = 100_000  # days; the year 2243 if they count from 1970
_SECOND_LIMIT = 10**11  # seconds; anything above is milliseconds or a written-out date
_DAY_MICROSECONDS = 86_400 * 10**6
_DAY_NEEDED = "a day is a date such as 2014-10-21 or a whole number below 100,000"
_TIME_NEEDED = "a time is a time stamp such as 2014-10-21 13:00:00 or a whole number"


def days(chunk: Chunk, column: str, what: str) -> np.ndarray:
    """int32 (n,) from a day column."""
    clock, values = _read(chunk, column, what, _DAY_NEEDED)
    if clock == "calendar":
        return (values // _DAY_MICROSECONDS).astype(np.int32)
    _refuse(chunk, column, what, np.abs(values) >= _DAY_LIMIT, f"{_DAY_NEEDED}; if it is seconds, name it as time")
    return values.astype(np.int32)


def days_of_time(chunk: Chunk, column: str, what: str) -> np.ndarray:
    """int32 (n,) from a time column: days since the zero of its clock."""
    clock, values = _read(chunk, column, what, _TIME_NEEDED)
    if clock == "calendar":
        return (values // _DAY_MICROSECONDS).astype(np.int32)
    _refuse(
        chunk, column, what, np.abs(values) >= _SECOND_LIMIT, "a whole number is a time in seconds, this is too large"
    )
    return (values // 86_400).astype(np.int32)


def instants(chunk: Chunk, column: str, what: str) -> tuple[Clock, np.ndarray]:
    """(clock, int64 (n,)): values that sort in time, for the split; fractions of a second are cut off."""
    return _read(chunk, column, what, _TIME_NEEDED)


def instant_of(value: int | str, clock: Clock, *, setting: str) -> int:
    """A bound between splits on the clock of the column it bounds. Raises ConfigError when the two do not fit."""
    if clock == "number":
        if isinstance(value, int):
            return value
        if value.lstrip("-").isdigit():
            return int(value)
        raise ConfigError(f"{setting} is {value!r}, but the column holds whole numbers; give one of them")
    found = _stamps(pa.array([str(value)], pa.large_string()))
    if found is None or isinstance(value, int):
        raise ConfigError(f"{setting} is {value!r}, but the column holds dates; give one such as 2014-10-21")
    return int(found[0].as_py())


def _read(chunk: Chunk, column: str, what: str, needed: str) -> tuple[Clock, np.ndarray]:
    array = chunk.column(column)
    if array.null_count:
        _refuse(chunk, column, what, array.is_null().to_numpy(zero_copy_only=False), needed)
    kind = array.type
    if pa.types.is_integer(kind):
        return "number", _int64(array.cast(pa.int64()))
    if pa.types.is_floating(kind):
        values = array.to_numpy(zero_copy_only=False)
        _refuse(chunk, column, what, ~np.isfinite(values), needed)
        return "number", np.floor(values).astype(np.int64)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return "calendar", _int64(_microseconds(array))
    if is_text(kind):
        return _read_text(chunk, column, what, needed)
    raise chunk.type_error(what, kind, needed)


def _read_text(chunk: Chunk, column: str, what: str, needed: str) -> tuple[Clock, np.ndarray]:
    array = pc.utf8_trim_whitespace(chunk.column(column).cast(pa.large_string()))
    whole = pc.match_substring_regex(array, r"^-?[0-9]{1,18}$").to_numpy(zero_copy_only=False)
    if len(whole) and whole[0]:
        _refuse(chunk, column, what, ~whole, f"{needed}; earlier rows hold whole numbers")
        return "number", _int64(array.cast(pa.int64()))
    stamps = _stamps(array)
    if stamps is None:
        wrong = np.asarray([_stamps(array.slice(i, 1)) is None for i in range(len(array))])
        _refuse(chunk, column, what, wrong, needed)
        _refuse(chunk, column, what, np.ones(len(array), dtype=bool), f"{needed}; one form a column")
    return "calendar", _int64(stamps)


def _stamps(array: pa.Array) -> pa.Array | None:
    """ISO text as int64 microseconds since 1970-01-01, or None when a cell is anything else."""
    found = _cast(array, pa.timestamp("us"))
    return found if found is not None else _cast(array, pa.timestamp("us", tz="UTC"))


def _cast(array: pa.Array, kind: pa.DataType) -> pa.Array | None:
    try:
        return _microseconds(array.cast(kind))
    except pa.ArrowInvalid:
        return None


def _microseconds(array: pa.Array) -> pa.Array:
    zone = getattr(array.type, "tz", None)
    return array.cast(pa.timestamp("us", tz=zone), safe=False).cast(pa.int64())


def _int64(array: pa.Array) -> np.ndarray:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.int64)


def _refuse(chunk: Chunk, column: str, what: str, wrong: np.ndarray, needed: str) -> None:
    if wrong.any():
        index = int(np.argmax(wrong))
        raise chunk.error(index, what, chunk.column(column)[index].as_py(), needed)
