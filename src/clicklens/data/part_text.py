"""Rows in a text file with commas or tabs, packed with gzip or zstd or not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from clicklens.core.errors import DataError

_BLOCK = 1 << 24  # bytes of text parsed at a time


class TextPart:
    """A CSV or TSV file. Every cell is text, an empty cell is missing; places are lines, the header is line 1."""

    def __init__(self, path: Path, *, delimiter: str, header: Sequence[str] | None = None) -> None:
        self.name = str(path)
        self.size: int | None = path.stat().st_size
        self._delimiter = delimiter
        self._has_header = header is None
        names = list(header) if header is not None else self._header()
        repeated = {name for name in names if names.count(name) > 1}
        if repeated:
            raise DataError(f"{self.name}: the column '{min(repeated)}' is there twice; each name may stand once")
        self.types: Mapping[str, pa.DataType] = {name: pa.string() for name in names}

    def batches(self, rows: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        del rows  # blocks are by bytes
        bad: list[Any] = []
        try:
            # By name and not as an open stream: Arrow unpacks by the suffix.
            with self._reader(columns, bad) as reader:
                yield from reader
        except (pa.ArrowException, OSError) as error:
            raise self._error(error, bad) from None

    def place(self, row: int) -> str:
        """The line on which the row ends; found by reading again, as a quoted cell may hold line ends."""
        for index, line, _ in self._lines():
            if index == row:
                return f"{self.name}, line {line}"
        return f"{self.name}, row {row + 1}"

    def _reader(self, columns: Sequence[str], bad: list[Any]) -> Any:
        def refuse(row: Any) -> str:
            bad.append(row)
            return "error"

        names = list(self.types)
        return pyarrow.csv.open_csv(
            self.name,
            read_options=pyarrow.csv.ReadOptions(
                column_names=names, skip_rows=0, skip_rows_after_names=int(self._has_header), block_size=_BLOCK
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=self._delimiter, newlines_in_values=True, invalid_row_handler=refuse
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict(self.types),
                null_values=[""],
                strings_can_be_null=True,
                include_columns=list(columns),
            ),
        )

    def _header(self) -> list[str]:
        try:
            first = next(iter(csv.reader(self._text(), delimiter=self._delimiter)), [])
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise self._error(error, []) from None
        if not first:
            raise DataError(f"{self.name}: the first line is empty; it must name the columns")
        return [name.removeprefix("\ufeff") for name in first]

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(pa.input_stream(self.name, compression="detect"), encoding="utf-8", newline="")

    def _lines(self) -> Iterator[tuple[int, int, list[str]]]:
        """(0-based row, line on which it ends, cells), as Arrow counts rows: empty lines are none."""
        reader = csv.reader(self._text(), delimiter=self._delimiter)
        row = -int(self._has_header)
        for cells in reader:
            if cells:
                if row >= 0:
                    yield row, reader.line_num, cells
                row += 1

    def _error(self, error: Exception, bad: list[Any]) -> DataError:
        told = str(error).strip().splitlines()[0]
        if bad:
            width = len(self.types)
            for _, line, cells in self._lines():
                if len(cells) != width:
                    return DataError(
                        f"{self.name}, line {line}: {len(cells)} cells where the header names {width}: {bad[0].text!r}"
                    )
        if isinstance(error, UnicodeDecodeError) or "UTF8" in told:
            return DataError(f"{self.name}: the file is not UTF-8 text; save it as UTF-8 ({told})")
        return DataError(f"{self.name}: the file cannot be read to its end, it may be truncated ({told})")
