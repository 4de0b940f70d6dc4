"""What a cell may hold: numbers, labels, weights, vectors, texts. Anything else is refused, and named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clicklens.data.chunk import Chunk

_MOST = float(np.finfo(np.float32).max)  # models compute in float32
_MISSING = "leave the cell empty where the value is missing"


def is_text(kind: pa.DataType) -> bool:
    """Whether cells of this Arrow type are strings."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def is_list(kind: pa.DataType) -> bool:
    """Whether a cell of this Arrow type holds many values."""
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def numbers(chunk: Chunk, column: str, what: str) -> np.ndarray:
    """float64 (n,), NaN where the cell is missing. Raises DataError for text, NaN and infinity."""
    array = chunk.column(column)
    kind = array.type
    if is_text(kind):
        array = _parsed(chunk, array, what)
    elif pa.types.is_null(kind) or pa.types.is_boolean(kind) or pa.types.is_decimal(kind):
        array = array.cast(pa.float64()) if not pa.types.is_boolean(kind) else array.cast(pa.uint8()).cast(pa.float64())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        raise chunk.type_error(what, kind, "a number is needed")
    array = array.cast(pa.float64(), safe=False)
    values = np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.float64)
    refuse_unbounded(chunk, values, _valid(array), what)
    return values


def labels(chunk: Chunk, column: str, what: str) -> np.ndarray:
    """uint8 (n,), 0 or 1. Raises DataError for any other value, missing ones too."""
    values = numbers(chunk, column, what)
    wrong = (values != 0) & (values != 1)
    if wrong.any():
        index = int(np.argmax(wrong))
        raise chunk.error(index, what, chunk.column(column)[index].as_py(), "a label is 0 or 1")
    return values.astype(np.uint8)


def weights(chunk: Chunk, column: str, what: str, *, of: np.ndarray | None = None) -> np.ndarray:
    """float32 (n,), positive; 1 outside the rows ``of`` (n,), bool. Raises DataError for any other value in them."""
    values = numbers(chunk, column, what)
    if of is not None:
        values = np.where(of, values, 1.0)
    wrong = ~(values > 0)
    if wrong.any():
        index = int(np.argmax(wrong))
        raise chunk.error(index, what, chunk.column(column)[index].as_py(), "a weight is a number above 0")
    return values.astype(np.float32)


def vectors(chunk: Chunk, column: str, width: int, what: str) -> np.ndarray:
    """float32 (n, width); a missing vector is all 0. Raises DataError for another length, NaN and infinity."""
    array = chunk.column(column)
    if not is_list(array.type):
        raise chunk.type_error(what, array.type, f"a list of {width} numbers a row is needed")
    lengths = pc.list_value_length(array).to_numpy(zero_copy_only=False)
    valid = _valid(array)
    wrong = valid & (np.nan_to_num(lengths) != width)
    if wrong.any():
        index = int(np.argmax(wrong))
        raise chunk.error(index, what, array[index].as_py(), f"{width} numbers are needed")
    flat = pc.list_flatten(array.drop_null()).cast(pa.float64(), safe=False)
    values = np.asarray(flat.to_numpy(zero_copy_only=False), dtype=np.float64).reshape(-1, width)
    found = np.zeros((len(array), width))
    found[valid] = values
    broken = ~np.isfinite(found).all(axis=1)
    if broken.any():
        index = int(np.argmax(broken))
        raise chunk.error(index, what, array[index].as_py(), "every number must be finite")
    return found.astype(np.float32)


def texts(chunk: Chunk, column: str, what: str) -> pa.Array:
    """large_string (n,); a missing cell is an empty string."""
    array = chunk.column(column)
    if is_list(array.type) or pa.types.is_nested(array.type):
        raise chunk.type_error(what, array.type, "one key a row is needed")
    return pc.fill_null(array.cast(pa.large_string()), "")


def refuse_unbounded(chunk: Chunk, values: np.ndarray, valid: np.ndarray, what: str) -> None:
    """Raises DataError at the first NaN, infinity or number that float32 cannot hold in a cell that is not missing."""
    wrong = valid & ~(np.abs(values) <= _MOST)
    if wrong.any():
        index = int(np.argmax(wrong))
        raise chunk.error(index, what, float(values[index]), f"a finite number below {_MOST:.1e} is needed; {_MISSING}")


def _parsed(chunk: Chunk, array: pa.Array, what: str) -> pa.Array:
    """Text as float64."""
    trimmed = pc.utf8_trim_whitespace(array.cast(pa.large_string()))
    try:
        return trimmed.cast(pa.float64())
    except pa.ArrowInvalid:
        index = next(i for i, value in enumerate(trimmed) if not _is_number(value))
        raise chunk.error(index, what, array[index].as_py(), f"a number is needed; {_MISSING}") from None


def _is_number(value: Any) -> bool:
    try:
        value.cast(pa.float64())
    except pa.ArrowInvalid:
        return False
    return True


def _valid(array: pa.Array) -> np.ndarray:
    """bool (n,): whether the cell holds a value."""
    return np.asarray(array.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
