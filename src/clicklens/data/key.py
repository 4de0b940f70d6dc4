"""Keys: what is looked up in a vocabulary. Whole numbers stay whole numbers, all else is text; never a float."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clicklens.core.field import CategoricalField, SequenceField
from clicklens.data.cell import is_list, is_text
from clicklens.data.chunk import Chunk, named
from clicklens.data.ragged import Ragged

KeyKind: TypeAlias = Literal["integer", "text"]

_EXACT = {pa.float16(): 2**11, pa.float32(): 2**24, pa.float64(): 2**53}  # whole numbers that a float can tell apart


class KeyTable(Protocol):
    """What encoding needs of a vocabulary."""

    kind: KeyKind

    def encode(self, values: pa.Array) -> np.ndarray:
        """int32 (n,)"""
        ...


def key_kind(types: Iterable[pa.DataType]) -> KeyKind:
    """Integer when every column that shares the table holds whole numbers, text when any holds anything else."""
    inner = [_innermost(kind) for kind in types]
    whole = [pa.types.is_floating(k) or (pa.types.is_integer(k) and k != pa.uint64()) for k in inner if k != pa.null()]
    return "integer" if whole and all(whole) else "text"


def single_keys(chunk: Chunk, field: CategoricalField, kind: KeyKind) -> pa.Array:
    """int64 or large_string (n,), null where missing: the keys of a field with one id a row."""
    array = chunk.column(field.column)
    if is_list(array.type):
        raise chunk.type_error(named(field), array.type, "one id a row is needed; say multi: true for many")
    return _keys(chunk, array, None, named(field), kind)


def many_keys(chunk: Chunk, field: CategoricalField | SequenceField, kind: KeyKind) -> tuple[pa.Array, np.ndarray]:
    """(flat keys, int64 offsets (n + 1,)): cells cut to ``max_length``, without the missing entries."""
    array = chunk.column(field.column)
    if is_text(array.type) and field.delimiter is not None:
        array = pc.split_pattern(array.cast(pa.large_string()), pattern=field.delimiter)
    flat, cells = _flattened(array)
    filled = pc.fill_null(pc.not_equal(flat, ""), False) if is_text(flat.type) else flat.is_valid()
    cells = cells.where(np.asarray(filled.to_numpy(zero_copy_only=False), dtype=bool))
    kept = cells.last(field.max_length) if isinstance(field, SequenceField) else cells.first(field.max_length)
    owner = np.repeat(np.arange(len(array)), np.diff(kept.offsets))
    return _keys(chunk, flat.take(pa.array(kept.values)), owner, named(field), kind), kept.offsets


def as_keys(array: pa.Array, kind: KeyKind) -> pa.Array:
    """Cells as keys; what cannot be a key of that kind becomes null, which is unknown."""
    if kind == "text":
        if pa.types.is_floating(array.type):
            array = array.cast(pa.int64())
        return array if array.type == pa.large_string() else array.cast(pa.large_string())
    if is_text(array.type):
        whole = pc.match_substring_regex(array, r"^-?[0-9]{1,18}$")
        return pc.if_else(whole, array, pa.scalar(None, array.type)).cast(pa.int64())
    return array if array.type == pa.int64() else array.cast(pa.int64())


def _keys(chunk: Chunk, array: pa.Array, owner: np.ndarray | None, what: str, kind: KeyKind) -> pa.Array:
    if pa.types.is_floating(array.type):
        _refuse_fractions(chunk, array, owner, what)
    if pa.types.is_nested(array.type) or pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type):
        raise chunk.type_error(what, array.type, "ids are whole numbers or text")
    try:
        return as_keys(array, kind)
    except pa.ArrowNotImplementedError:
        raise chunk.type_error(what, array.type, "ids are whole numbers or text") from None


def _refuse_fractions(chunk: Chunk, array: pa.Array, owner: np.ndarray | None, what: str) -> None:
    """Ids never travel as floats: a float that is not whole, or too large to be exact, is no id."""
    values = array.to_numpy(zero_copy_only=False)
    valid = np.asarray(array.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    places = owner if owner is not None else np.arange(len(values))
    wrong = valid & ((values != np.floor(values)) | ~np.isfinite(values) | (np.abs(values) > _EXACT[array.type]))
    if wrong.any():
        first = int(np.argmax(wrong))
        value = float(values[first])
        problem = "an id is a whole number or text; call the field numeric if it is a measure"
        if np.isfinite(value) and value == np.floor(value):
            problem = f"{array.type} cannot tell ids of this size apart; store the column as int64 or text"
        raise chunk.error(int(places[first]), what, value, problem)


def _flattened(array: pa.Array) -> tuple[pa.Array, Ragged]:
    """(flat entries, positions of each row's entries in them); a cell that is no list is a list of one."""
    if not is_list(array.type):
        count = len(array)
        return array, Ragged(values=np.arange(count, dtype=np.int64), offsets=np.arange(count + 1, dtype=np.int64))
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    flat = pc.list_flatten(array)
    if pa.types.is_dictionary(flat.type):
        flat = flat.dictionary_decode()
    return flat, Ragged(values=np.arange(len(flat), dtype=np.int64), offsets=offsets)


def _innermost(kind: pa.DataType) -> pa.DataType:
    if is_list(kind):
        return _innermost(kind.value_type)
    return _innermost(kind.value_type) if pa.types.is_dictionary(kind) else kind
