"""Source: rows as they came, read a piece at a time and as often as asked, whatever they were kept in."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Union

import pandas
import pyarrow as pa

from clicklens.core.errors import DataError, NotFoundError, nearest
from clicklens.data.part import Part
from clicklens.data.part_file import SUFFIXES, file_part, suffix_of
from clicklens.data.part_frame import LazyPart, StreamPart, TablePart, table_of_pandas

if TYPE_CHECKING:
    import polars

BATCH_ROWS = 131_072

Rows: TypeAlias = Union[
    "Source",
    str,
    Path,
    Sequence[str | Path],
    pandas.DataFrame,
    "polars.DataFrame",
    "polars.LazyFrame",
    pa.Table,
    Iterable[Any],
    Callable[[], Iterable[Any]],
]


class Source:
    """Rows in one or more parts (files, or a frame), all with the columns that are read.

    Text files are read as text, so that an id such as ``007`` stays what it is; what a cell means is for the schema.
    """

    def __init__(self, parts: Sequence[Part], *, columns: Sequence[str] | None = None) -> None:
        self.parts = tuple(parts)
        self.columns = list(columns) if columns is not None else list(self.parts[0].types)
        for column in self.columns:
            self.require(column)
        self._by_name = {part.name: part for part in self.parts}

    @property
    def names(self) -> list[str]:
        """The files, or "frame"."""
        return [part.name for part in self.parts]

    def types(self, column: str) -> list[pa.DataType]:
        """The Arrow type of a column in each part."""
        return [part.types[column] for part in self.parts]

    def require(self, column: str, *, needed_by: str = "") -> None:
        """Raises DataError that names the part without the column, and the nearest column it has."""
        for part in self.parts:
            if column not in part.types:
                reason = f", which {needed_by} is read from" if needed_by else ""
                raise DataError(f"{part.name}: there is no column '{column}'{reason}{nearest(column, part.types)}")

    def select(self, columns: Sequence[str]) -> Source:
        """The same rows with these columns only; other columns are not even read."""
        return Source(self.parts, columns=columns)

    def batches(self, rows: int = BATCH_ROWS) -> Iterator[tuple[str, int, pa.RecordBatch]]:
        """(name of the part, 0-based row of the first row in it, rows); from the beginning at each call.

        Every batch but the last of a part has exactly ``rows`` rows, so what is computed by batch is reproducible.
        """
        for part in self.parts:
            first = 0
            for batch in _even(part.batches(rows, self.columns), rows):
                yield part.name, first, batch
                first += batch.num_rows

    def place(self, name: str, row: int) -> str:
        """Where a person finds the 0-based ``row`` of a part: "rows.csv, line 12" or "frame, row 11"."""
        return self._by_name[name].place(row)


def open_source(rows: Rows, *, columns: Sequence[str] | None = None, header: Sequence[str] | None = None) -> Source:
    """Opens a path, a glob, a folder, a list of paths, a frame, an Arrow table or an iterable of record batches.

    ``columns`` limits what is read; ``header`` names the columns of text files that do not name them.
    Raises NotFoundError when no file is there and DataError for a file that cannot be read.
    """
    if isinstance(rows, Source):
        return rows if columns is None else rows.select(columns)
    paths = _paths(rows)
    parts = [_frame_part(rows)] if paths is None else [file_part(path, header=header) for path in paths]
    return Source(parts, columns=columns)


def _frame_part(rows: Any) -> Part:
    if isinstance(rows, pandas.DataFrame):
        return TablePart(table_of_pandas(rows))
    loaded = sys.modules.get("polars")  # whoever has a frame of it has loaded it
    if loaded is not None and isinstance(rows, loaded.DataFrame):
        return TablePart(rows.to_arrow())
    if loaded is not None and isinstance(rows, loaded.LazyFrame):
        return LazyPart(rows)
    if isinstance(rows, pa.Table):
        return TablePart(rows)
    if isinstance(rows, pa.RecordBatch):
        return TablePart(pa.Table.from_batches([rows]))
    if callable(rows) or isinstance(rows, Iterable):
        return StreamPart(rows)
    raise DataError(
        f"rows are of type {type(rows).__name__}; give a path, a list of paths, a pandas or polars frame, "
        "an Arrow table or an iterable of Arrow record batches"
    )


def _paths(rows: Any) -> list[Path] | None:
    """The files that ``rows`` means, sorted; None when it is not a path."""
    if isinstance(rows, (str, Path)):
        return _paths_of(str(rows))
    if isinstance(rows, (list, tuple)) and rows and all(isinstance(entry, (str, Path)) for entry in rows):
        return list(chain.from_iterable(_paths_of(str(entry)) for entry in rows))
    return None


def _paths_of(text: str) -> list[Path]:
    path = Path(text)
    if path.is_dir():
        return _files_in(path)
    if path.is_file():
        return [path]
    if glob.has_magic(text):
        found = sorted(Path(name) for name in glob.glob(text, recursive=True) if Path(name).is_file())
        if not found:
            raise NotFoundError(f"no file matches '{text}'")
        return found
    beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    close = nearest(path.name, beside)
    raise NotFoundError(f"{text}: there is no such file or folder{close if 'did you mean' in close else ''}")


def _files_in(folder: Path) -> list[Path]:
    files = sorted(entry for entry in folder.iterdir() if entry.is_file() and entry.name[0] not in "._")
    kinds = {suffix_of(entry) for entry in files}
    if not files:
        raise NotFoundError(f"{folder}: the folder holds no file; known kinds are {', '.join(SUFFIXES)}")
    if len(kinds) > 1:
        raise DataError(
            f"{folder}: the folder mixes {', '.join(sorted(kinds))}; name the files that are meant by a glob"
        )
    return files


def _even(batches: Iterator[pa.RecordBatch], rows: int) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of exactly ``rows``, but for the last."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        while batch.num_rows:
            if not held and batch.num_rows == rows:
                yield batch
                break
            piece = batch.slice(0, rows - count)
            batch = batch.slice(piece.num_rows)
            held.append(piece)
            count += piece.num_rows
            if count == rows:
                yield _joined(held)
                held, count = [], 0
    if held:
        yield _joined(held)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)
