"""Chunk: some rows of a source that know where they came from, so that an error can say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from typing_extensions import Self

from clicklens.core.errors import DataError
from clicklens.core.field import SourceField
from clicklens.data.source import Source

CHUNK_ROWS = 65_536  # large enough for Arrow to be quick, small enough for a laptop


@dataclass(frozen=True)
class Chunk:
    """Rows with their place in the source and their numbers in the data set."""

    source: Source
    origin: str  # the part's name
    batch: pa.RecordBatch
    rows: np.ndarray  # int64 (n,), 0-based rows in the part
    example_ids: np.ndarray  # int64 (n,), 0-based rows in the data set

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def column(self, name: str) -> pa.Array:
        """A column as an Arrow array, dictionaries unpacked."""
        array = self.batch.column(name)
        return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array

    def take(self, kept: np.ndarray) -> Self:
        """The rows where ``kept``, bool (n,), is true."""
        if kept.all():
            return self
        batch = self.batch.filter(pa.array(kept))
        return replace(self, batch=batch, rows=self.rows[kept], example_ids=self.example_ids[kept])

    def error(self, index: int, what: str, value: Any, problem: str) -> DataError:
        """The error for one cell: place, what was read, the value met, what would be right."""
        place = self.source.place(self.origin, int(self.rows[index]))
        shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "..."
        return DataError(f"{place}: {what} is {shown}: {problem}")

    def type_error(self, what: str, found: pa.DataType, needed: str) -> DataError:
        """The error for a column of a type that can never hold what is needed."""
        return DataError(f"{self.origin}: {what} is of type {found}; {needed}")


def chunks(source: Source, *, first_id: int = 0, rows: int = CHUNK_ROWS) -> Iterator[Chunk]:
    """All rows of a source, numbered from ``first_id``."""
    for origin, first_row, batch in source.batches(rows):
        numbers = np.arange(batch.num_rows, dtype=np.int64)
        yield Chunk(source=source, origin=origin, batch=batch, rows=numbers + first_row, example_ids=numbers + first_id)
        first_id += batch.num_rows


def named(field: SourceField) -> str:
    """How an error calls a field: its name, and its column where that is another one."""
    return f"field '{field.name}'" + (f" (column '{field.column}')" if field.column != field.name else "")
