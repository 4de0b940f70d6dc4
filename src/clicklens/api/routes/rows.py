"""``/runs/{run}/columns`` and ``/runs/{run}/rows``: what rows hold, and the rows themselves."""

from typing import Annotated

from fastapi import APIRouter, Query

from clicklens.analysis.rows import RowColumn, RowPage, read_page
from clicklens.analysis.rows.page import MOST_ROWS
from clicklens.api.row_question import FilterDep, TableDep

router = APIRouter(prefix="/runs/{run}", tags=["rows"])


@router.get("/columns")
def list_columns(table: TableDep) -> list[RowColumn]:
    """What filters and charts may name, but for single neurons: those are ``neuron:TAP:0`` and so on."""
    return list(table.columns())


@router.get("/rows")
def list_rows(
    table: TableDep,
    chosen: FilterDep,
    sort: Annotated[str, Query(max_length=500, description="A column.")] = "error",
    descending: bool = True,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS)] = 50,
    columns: Annotated[list[str] | None, Query(max_length=300, description="None: scores and all fields.")] = None,
) -> RowPage:
    """The rows that pass, as people read them."""
    return read_page(table, chosen, columns=columns, sort=sort, descending=descending, offset=offset, limit=limit)
