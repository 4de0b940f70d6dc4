"""Part: one file or frame of a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from clicklens.core.errors import DataError


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


def types_of(schema: pa.Schema, *, name: str) -> dict[str, pa.DataType]:
    """Column -> type of a part of that name. Raises DataError for a column that is there twice."""
    repeated = {column for column in schema.names if schema.names.count(column) > 1}
    if repeated:
        raise DataError(f"{name}: the column '{min(repeated)}' is there twice; each name may stand once")
    return dict(zip(schema.names, schema.types, strict=True))
