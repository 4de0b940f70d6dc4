"""RowPage: some rows as people read them, sorted by what matters to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pyarrow as pa

from clicklens.analysis.rows.table import RowTable
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter

Cell: TypeAlias = int | float | str | tuple[str, ...] | None  # a list where a field has many; None: missing

MOST_ROWS = 1_000
ALWAYS = ("example_id", "label", "pctr", "error", "loss", "day")


class RowPage(Record):
    """Rows from ``offset`` on."""

    total: int  # rows that pass
    offset: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]  # in the order of ``columns``


def read_page(
    table: RowTable,
    chosen: RowFilter,
    *,
    columns: Sequence[str] | None = None,
    sort: str = "error",
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> RowPage:
    """The passing rows, the most wrongly scored first unless ``sort`` says otherwise; columns default to the scores and
    all fields. Raises NotFoundError for an unknown column.
    """
    named = tuple(dict.fromkeys(columns)) if columns else (*ALWAYS, *_fields(table))
    passing = table.passing(chosen)
    places = table.ordered(passing, sort, descending=descending, offset=offset, limit=min(limit, MOST_ROWS))
    read = [_cells(table, name, pa.array(places)) for name in named]
    return RowPage(
        total=int(passing.sum()), offset=offset, columns=named, rows=tuple(zip(*read, strict=True)) if named else ()
    )


def _fields(table: RowTable) -> list[str]:
    return [name for name in table.source.names if name.startswith("field:")]


def _cells(table: RowTable, name: str, places: pa.Array) -> list[Cell]:
    if name == "example_id":  # whole, whatever its size
        return [int(value) for value in table.source.example_ids[places.to_numpy()]]
    values = table.cells(name).array().take(places).to_pylist()
    return [tuple(str(entry) for entry in value) if isinstance(value, list) else value for value in values]
