"""Named arrays in one file, in the safetensors format: a JSON header, then raw bytes. Nothing in it can run code.

We write the format ourselves (https://github.com/huggingface/safetensors, "Format") so that arrays stream to disk
without a second copy in memory and a full disk is an OSError; reading is the library's, which checks the header.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from clicklens.core.errors import CorruptError, RequestError

T_co = TypeVar("T_co", covariant=True)

_CODES = {
    "float64": "F64",
    "float32": "F32",
    "float16": "F16",
    "int64": "I64",
    "int32": "I32",
    "int16": "I16",
    "int8": "I8",
    "uint64": "U64",
    "uint32": "U32",
    "uint16": "U16",
    "uint8": "U8",
    "bool": "BOOL",
}


def array_chunks(
    arrays: Mapping[str, NDArray[Any]], *, names: Mapping[str, str] | None = None
) -> Iterator[bytes | memoryview]:
    """The file's bytes, piece by piece.

    Raises RequestError for an array of a type that the format does not hold, by what ``names`` calls it.
    """
    for key, array in arrays.items():
        if array.dtype.name not in _CODES:
            name = (names or {}).get(key, key)
            raise RequestError(f"array '{name}' is of type {array.dtype}; kept are {', '.join(sorted(_CODES))}")
    # Wide types first: then every array starts at a multiple of its own width.
    ordered = sorted(arrays.items(), key=lambda item: (-item[1].dtype.itemsize, item[0]))
    header, end = {}, 0
    for name, array in ordered:
        start, end = end, end + array.nbytes
        header[name] = {"dtype": _CODES[array.dtype.name], "shape": array.shape, "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    yield len(text).to_bytes(8, "little") + text
    for _, array in ordered:
        little = np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")
        yield little.reshape(-1).view(np.uint8).data


def open_arrays(path: Path) -> Callable[[str], NDArray[Any]]:
    """A reader of single arrays by name; the file is memory-mapped, and each call reads that array alone.

    Raises CorruptError that names the file.
    """
    try:
        file = safe_open(path, framework="np")
    except SafetensorError as error:
        raise CorruptError(f"{path}: is torn or was changed by other hands ({error})") from None

    def read(name: str) -> NDArray[Any]:
        try:
            array: NDArray[Any] = file.get_tensor(name)  # type: ignore[no-untyped-call]
        except SafetensorError as error:
            raise CorruptError(f"{path}: {error}") from None
        return array

    return read


class Lazy(Mapping[str, T_co]):
    """Names whose values are read when they are asked for, afresh each time: keep what you got if you need it twice."""

    def __init__(self, names: Sequence[str], read: Callable[[str], T_co]) -> None:
        self._names = dict.fromkeys(names)
        self._read = read

    def __getitem__(self, name: str) -> T_co:
        if name not in self._names:
            raise KeyError(name)
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names  # Mapping's own would read the value to find out

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"Lazy({', '.join(self._names)})"
