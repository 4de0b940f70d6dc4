"""Which rows a request is about: a split's sample at a step, and a filter of it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request

from clicklens.analysis import Captured
from clicklens.analysis.rows import RowTable, RowTables
from clicklens.api.dependency import CapturedDep
from clicklens.core.row_filter import RowFilter
from clicklens.data.split import TRAIN

SplitWord: TypeAlias = Annotated[
    str | None, Query(max_length=200, description="None: the split that judges generalisation.")
]
StepWord: TypeAlias = Annotated[int | None, Query(ge=0, lt=2**63, description="None: the best step, or the last.")]
FilterWord: TypeAlias = Annotated[
    str | None, Query(max_length=400_000, description="A filter as JSON or its base64url; all rows if none.")
]


def row_tables_of(request: Request) -> RowTables:
    """The tables that were asked for last."""
    found: RowTables = request.app.state.row_tables
    return found


RowTablesDep: TypeAlias = Annotated[RowTables, Depends(row_tables_of)]


def find_table(tables: RowTables, captured: Captured, split: str | None, step: int | None) -> RowTable:
    """Raises NotFoundError for a split or step that the run lacks."""
    known = captured.best_or_last_step() if step is None else step
    return tables.table(captured, known, named_split(captured, split))


def named_split(captured: Captured, split: str | None) -> str:
    """The split that judges generalisation where none is named."""
    return split or (TRAIN if captured.splits == (TRAIN,) else captured.held_out)


def table_of(captured: CapturedDep, tables: RowTablesDep, split: SplitWord = None, step: StepWord = None) -> RowTable:
    """The table that the address names."""
    return find_table(tables, captured, split, step)


def filter_of(text: Annotated[FilterWord, Query(alias="filter")] = None) -> RowFilter:
    """The filter that the address carries."""
    return RowFilter() if text is None else RowFilter.from_text(text, source="filter")


TableDep: TypeAlias = Annotated[RowTable, Depends(table_of)]
FilterDep: TypeAlias = Annotated[RowFilter, Depends(filter_of)]
