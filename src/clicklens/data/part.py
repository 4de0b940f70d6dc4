"""Part: one file or frame of a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import pyarrow as pa


class Part(Protocol):
    """One file or frame: its columns with their types, its rows a batch at a time, and how a person finds a row."""

    @property
    def name(self) -> str:
        """The file's path, or "frame"."""
        ...

    @property
    def types(self) -> Mapping[str, pa.DataType]:
        """Column -> Arrow type, in the order of the part."""
        ...

    @property
    def size(self) -> int | None:
        """Bytes of the file; None for a frame."""
        ...

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows from the beginning, about ``rows`` at a time."""
        ...

    def place(self, row: int) -> str:
        """Where a person finds this 0-based row."""
        ...
