"""Rows that are in memory, or made a batch at a time by other code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas
import pyarrow as pa

from clicklens.core.errors import DataError
from clicklens.data.part import types_of

if TYPE_CHECKING:
    import polars


class TablePart:
    """An Arrow table, which a pandas or polars frame is turned into."""

    def __init__(self, table: pa.Table, *, name: str = "frame") -> None:
        self.name = name
        self.size: int | None = None
        self.types: Mapping[str, pa.DataType] = types_of(table.schema, name=name)
        self._table = table

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        yield from self._table.select(list(columns)).to_batches(max_chunksize=rows)

    def place(self, row: int) -> str:
        return f"{self.name}, row {row + 1}"


class LazyPart:
    """A polars query, run by streaming each time that its rows are read."""

    name = "frame"
    size: int | None = None

    def __init__(self, query: polars.LazyFrame) -> None:
        self._query = query
        with _told():
            schema = query.collect_schema().to_frame().to_arrow().schema
        self.types: Mapping[str, pa.DataType] = types_of(schema, name=self.name)

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        query = self._query.select(list(columns))
        with _told():
            for frame in query.collect_batches(chunk_size=rows, maintain_order=True):
                yield from frame.to_arrow().to_batches()

    def place(self, row: int) -> str:
        return f"{self.name}, row {row + 1}"


class StreamPart:
    """Record batches from an iterable that can be gone through again, or from a function that makes one."""

    name = "frame"
    size: int | None = None

    def __init__(self, rows: Iterable[Any] | Callable[[], Iterable[Any]]) -> None:
        if isinstance(rows, Iterator):
            raise DataError(
                "rows are an iterator, which can be read only once, and encoding reads rows twice; "
                "give a list, or a function that makes a new iterator at each call"
            )
        self._rows = rows
        first = next(iter(self._again()), None)
        if not isinstance(first, pa.RecordBatch):
            found = "nothing" if first is None else type(first).__name__
            raise DataError(f"rows are an iterable of {found}; Arrow record batches are needed")
        self.types: Mapping[str, pa.DataType] = types_of(first.schema, name=self.name)

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        del rows  # the batches come as they are made
        for place, batch in enumerate(self._again()):
            found = dict(zip(batch.schema.names, batch.schema.types, strict=True))
            for column in columns:
                if found.get(column) != self.types[column]:
                    raise DataError(
                        f"frame: column '{column}' is of type {self.types[column]} in the first record batch and "
                        f"{found.get(column, 'not there')} in batch {place + 1}; all batches must have the same columns"
                    )
            yield batch.select(list(columns))

    def place(self, row: int) -> str:
        return f"{self.name}, row {row + 1}"

    def _again(self) -> Iterable[Any]:
        return self._rows() if callable(self._rows) else self._rows


@contextmanager
def _told() -> Iterator[None]:
    """Turns what polars says about a query that fails into a DataError."""
    from polars.exceptions import PolarsError

    try:
        yield
    except (PolarsError, OSError) as error:
        raise DataError(f"frame: the polars query fails: {str(error).strip().splitlines()[0]}") from None


def table_of_pandas(frame: pandas.DataFrame) -> pa.Table:
    """A frame as an Arrow table without its index; NaN and None mean missing, as they do in pandas."""
    repeated = frame.columns[frame.columns.duplicated()]
    if len(repeated):
        raise DataError(f"frame: the column '{repeated[0]}' is there twice; each name may stand once")
    named = frame.rename(columns=str)
    try:
        return pa.Table.from_pandas(named, preserve_index=False)
    except pa.ArrowException as error:
        raise DataError(f"frame: {'; '.join(str(part) for part in error.args)}; one type a column is needed") from None
