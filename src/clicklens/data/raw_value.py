"""Values as people give them, made into the cells that encoding reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa

from clicklens.core.errors import DataError
from clicklens.core.field import CategoricalField, DenseField, ImageField, NumericField, SequenceField, SourceField
from clicklens.data.key import KeyKind

_MOST = float(np.finfo(np.float32).max)  # models compute in float32
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_EXACT = 2**53  # up to here a float tells whole numbers apart


def cells(values: Sequence[object], field: SourceField, *, keys: KeyKind | None) -> pa.Array:
    """(n,) of the type that ``field`` is encoded from; ``keys`` says what its vocabulary holds, None without one.

    None is a missing value. Text that spells a number is one where a number is needed, and a single value is a list of
    one where a list is. Raises DataError that names field and value for what cannot be a value of the field.
    """
    if isinstance(field, NumericField):
        return pa.array([_number(value, field) for value in values], pa.float64())
    if isinstance(field, DenseField):
        return pa.array([_vector(value, field) for value in values], pa.list_(pa.float64()))
    if isinstance(field, ImageField):
        return pa.array([_text(value, field) for value in values], pa.large_string())
    kind = pa.int64() if keys == "integer" else pa.large_string()
    if isinstance(field, CategoricalField) and not field.multi:
        return pa.array([_key(value, field, keys) for value in values], kind)
    entries = [None if value is None else entries_of(value, field) for value in values]
    lists = [None if found is None else [_key(value, field, keys) for value in found] for found in entries]
    return pa.array(lists, pa.list_(kind))


def entries_of(value: object, field: CategoricalField | SequenceField) -> list[Any]:
    """The single values that a value of the field is made of; none where it is missing."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [entry for entry in value if entry is not None]
    if isinstance(value, str) and field.delimiter is not None:
        return [entry for entry in value.split(field.delimiter) if entry]
    return [value]


def _key(value: object, field: SourceField, keys: KeyKind | None) -> int | str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        value = str(value).lower()  # as Arrow writes it
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        value = int(value)
    if not isinstance(value, (int, str)):
        raise _error(field, value, "one text or one whole number is needed")
    if keys != "integer":
        return str(value)
    whole = int(value) if _WHOLE.fullmatch(str(value)) else None
    return whole if whole is not None and -(2**63) <= whole < 2**63 else None


def _number(value: object, field: SourceField) -> float | None:
    if value is None or value == "":
        return None
    number = _parsed(value, field)
    if not isfinite(number) or abs(number) > _MOST:
        raise _error(field, value, f"a finite number below {_MOST:.1e} is needed")
    return number


def _parsed(value: object, field: SourceField) -> float:
    try:
        if isinstance(value, str):
            return float(pa.scalar(value.strip()).cast(pa.float64()).as_py())
        if isinstance(value, (int, float)):
            return float(value)
    except (pa.ArrowInvalid, OverflowError):
        pass
    raise _error(field, value, "a number is needed")


def _vector(value: object, field: DenseField) -> list[float] | None:
    if value is None:
        return None
    if not isinstance(value, (list, tuple)) or len(value) != field.width:
        raise _error(field, value, f"a list of {field.width} numbers is needed")
    numbers = [_number(entry, field) for entry in value]
    if None in numbers:
        raise _error(field, value, f"a list of {field.width} numbers is needed, none of them missing")
    return [number for number in numbers if number is not None]


def _text(value: object, field: SourceField) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _error(field, value, "the key of a picture is needed, as text")


def _error(field: SourceField, value: object, needed: str) -> DataError:
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "..."
    return DataError(f"field '{field.name}' is {shown}: {needed}")
