"""``/runs/{run}/search``: what a search for better settings knows now, and its table."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from clicklens.api.content import TableFormat, download, table_bytes
from clicklens.api.dependency import RunDep, StoreDep
from clicklens.search.collect import collect
from clicklens.search.result import SearchResult

router = APIRouter(prefix="/runs/{run}/search", tags=["search"])


@router.get("")
def get_search(store: StoreDep, run: RunDep) -> SearchResult:
    """The trials of a search, the best of them, and what each open setting matters; also while it goes on."""
    return collect(store, run)


@router.get("/table", response_class=Response)
def get_search_table(
    store: StoreDep, run: RunDep, form: Annotated[TableFormat, Query(alias="format")] = "csv"
) -> Response:
    """A row for each trial: its run, state, settings and figures."""
    frame = collect(store, run).to_frame()
    texts = [name for name in frame.columns if frame[name].map(lambda value: isinstance(value, (list, dict))).any()]
    frame = frame.assign(**{name: frame[name].map(str) for name in texts})  # a list is no cell of a table
    return download(table_bytes(frame, form), form, name=f"{run.id}-trials", headers={})
