"""Shard: one split's arrays on disk, written piece by piece and read memory-mapped.

Each array is a plain ``.npy`` file, so any tool can open it. Ragged arrays are two, values and offsets.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import numpy as np
from numpy.lib import format as npy

from clicklens.core.errors import CorruptError
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.ragged import Ragged

_LONGEST = 200  # letters of a file's name; file systems take 255
_HEADER = 128  # bytes kept for the header, whose shape is known only at the end


class ArrayFile:
    """One array being written: pieces go behind one another along the first axis."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb", buffering=1 << 20)
        self._file.write(b"\0" * _HEADER)
        self._hash = hashlib.blake2b(digest_size=16)
        self._rows = 0
        self._shape: tuple[int, ...] = ()
        self._dtype = np.dtype(np.uint8)

    def append(self, piece: np.ndarray) -> None:
        """Writes one more piece."""
        data = np.ascontiguousarray(piece)
        self._shape, self._dtype = data.shape[1:], data.dtype
        self._rows += len(data)
        self._hash.update(data.data if data.size else b"")
        self._file.write(data.data if data.size else b"")

    def close(self) -> str:
        """Puts the header in front, makes sure that all is on disk, and gives the hash of shape and content."""
        header = io.BytesIO()
        shape = (self._rows, *self._shape)
        facts = {"descr": npy.dtype_to_descr(self._dtype), "fortran_order": False, "shape": shape}
        npy.write_array_header_1_0(header, facts)
        text = header.getvalue()
        text = text[:8] + (_HEADER - 10).to_bytes(2, "little") + text[10:].rstrip().ljust(_HEADER - 11) + b"\n"
        self._file.seek(0)
        self._file.write(text)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._hash.update(f"{self._dtype.str}{shape}".encode())
        return self._hash.hexdigest()

    def abandon(self) -> None:
        """Lets go of the file without finishing it."""
        with suppress(OSError):  # a full disk refuses what was still held back; the file is to be removed anyhow
            self._file.close()


class ShardWriter:
    """Writes rows of one split into a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._files: dict[str, ArrayFile] = {}
        self._ends: dict[str, int] = {}  # ragged array -> values written so far
        self.rows = 0

    def append(self, rows: EncodedRows) -> None:
        """Writes these rows behind the earlier ones."""
        for name, array in rows.flat.items():
            self._file(name).append(array)
        for name, ragged in rows.ragged.items():
            is_first = name not in self._ends
            offsets = ragged.offsets + self._ends.get(name, 0)
            self._file(f"{name}:values").append(ragged.values)
            self._file(f"{name}:offsets").append(offsets if is_first else offsets[1:])
            self._ends[name] = int(offsets[-1])
        self.rows += len(rows)

    def close(self) -> dict[str, str]:
        """Finishes every file; array -> hash of its content."""
        return {name: file.close() for name, file in sorted(self._files.items())}

    def abandon(self) -> None:
        """Lets go of all files."""
        for file in self._files.values():
            file.abandon()

    def _file(self, name: str) -> ArrayFile:
        if name not in self._files:
            self._files[name] = ArrayFile(self._folder / _file_name(name))
        return self._files[name]


class Shard:
    """Reads what a ShardWriter wrote; nothing is in memory until it is touched."""

    def __init__(self, folder: Path, *, rows: int) -> None:
        self._folder = folder
        self.rows = rows

    def has(self, name: str) -> bool:
        """Whether the split holds this array."""
        return (self._folder / _file_name(name)).is_file()

    def array(self, name: str) -> np.ndarray:
        """(rows, …). Raises CorruptError when the file is torn or gone."""
        return self._open(name, rows=self.rows)

    def ragged(self, name: str) -> Ragged:
        """A ragged array of ``rows`` rows."""
        offsets = self._open(f"{name}:offsets", rows=self.rows + 1)
        return Ragged(values=self._open(f"{name}:values", rows=int(offsets[-1])), offsets=offsets)

    def _open(self, name: str, *, rows: int) -> np.ndarray:
        path = self._folder / _file_name(name)
        try:
            empty = path.stat().st_size == _HEADER  # nothing to map
            found = np.load(path, allow_pickle=False) if empty else np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise CorruptError(f"{path}: the array cannot be read ({error}); encode the data set again") from None
        if len(found) != rows:
            raise CorruptError(f"{path}: {len(found)} rows where the manifest says {rows}; encode the data set again")
        return np.asarray(found)


def share_arrays(source: Path, target: Path, *, leaving_out: str) -> None:
    """Puts the arrays of one split's folder into another that lacks them; not those whose names begin so."""
    for path in sorted(source.iterdir()):
        if not (target / path.name).exists() and not path.name.startswith(quote(leaving_out, safe="")):
            share_file(path, target / path.name)


def share_file(source: Path, target: Path) -> None:
    """The same file under another name where the disk can, else a copy: what was encoded is never written again."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        with target.open("rb") as file:
            os.fsync(file.fileno())


def _file_name(name: str) -> str:
    return file_name(name, ".npy")


def file_name(name: str, ending: str) -> str:
    """A name that any file system takes: what stands in no file's name is quoted, what is too long is told by hash."""
    quoted = quote(name, safe="")
    if len(quoted) > _LONGEST:
        quoted = f"{quoted[: _LONGEST - 33]}-{hashlib.blake2b(name.encode(), digest_size=16).hexdigest()}"
    return quoted + ending
