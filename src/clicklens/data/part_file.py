"""Rows in files: Parquet, Arrow IPC, and text with commas or tabs, packed or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from clicklens.core.errors import DataError
from clicklens.data.part import Part, types_of
from clicklens.data.part_text import TextPart

SUFFIXES = (".parquet", ".csv", ".tsv", ".arrow", ".feather", ".csv.gz", ".csv.zst", ".tsv.gz", ".tsv.zst")
_ALIASES = {".pq": ".parquet", ".ipc": ".arrow"}


def suffix_of(path: Path) -> str:
    """The kind of a file by its name: ".parquet", ".csv.gz" … Raises DataError for any other."""
    suffixes = [part.lower() for part in path.suffixes[-2:]]
    for found in ("".join(suffixes), suffixes[-1] if suffixes else ""):
        known = _ALIASES.get(found, found)
        if known in SUFFIXES:
            return known
    raise DataError(f"{path}: the suffix '{path.suffix}' is not known; known: {', '.join(SUFFIXES)}")


def file_part(path: Path, *, header: Sequence[str] | None = None) -> Part:
    """Opens one file by its suffix; ``header`` names the columns of a text file without a header line."""
    suffix = suffix_of(path)
    if path.stat().st_size == 0:
        raise DataError(f"{path}: the file is empty")
    if suffix == ".parquet":
        return ParquetPart(path)
    if suffix in (".arrow", ".feather"):
        return ArrowPart(path)
    return TextPart(path, delimiter="\t" if ".tsv" in suffix else ",", header=header)


class ParquetPart:
    """A Parquet file, read by row group, so that memory depends on the row group and not on the file."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.size: int | None = path.stat().st_size
        with _readable(self.name, "Parquet"), pyarrow.parquet.ParquetFile(path) as file:
            schema = file.schema_arrow
        self.types: Mapping[str, pa.DataType] = types_of(schema, name=self.name)

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        with _readable(self.name, "Parquet"), pyarrow.parquet.ParquetFile(self.name) as file:
            for batch in file.iter_batches(batch_size=rows, columns=list(columns)):
                yield batch.select(list(columns))

    def place(self, row: int) -> str:
        return f"{self.name}, row {row + 1}"


class ArrowPart:
    """An Arrow IPC (feather) file, memory-mapped and read by record batch."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.size: int | None = path.stat().st_size
        with _readable(self.name, "Arrow"), pa.memory_map(self.name) as file:
            schema = pyarrow.ipc.open_file(file).schema
        self.types: Mapping[str, pa.DataType] = types_of(schema, name=self.name)

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        with _readable(self.name, "Arrow"), pa.memory_map(self.name) as file:
            reader = pyarrow.ipc.open_file(file)
            for index in range(reader.num_record_batches):
                batch = reader.get_batch(index).select(list(columns))
                for first in range(0, batch.num_rows, rows):
                    yield batch.slice(first, rows)

    def place(self, row: int) -> str:
        return f"{self.name}, row {row + 1}"


@contextmanager
def _readable(name: str, kind: str) -> Iterator[None]:
    """Turns what the reader says about a torn file into a DataError that names it."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        told = str(error).strip().splitlines()[0]
        raise DataError(f"{name}: this is not a whole {kind} file, it may be truncated ({told})") from None
