"""``/runs/{run}/map``: the rows as points on a plane, as an Arrow stream."""

from typing import Annotated

import pyarrow as pa
from fastapi import APIRouter, Query, Response

from clicklens.analysis.rows.map_table import map_table
from clicklens.analysis.rows.point_map import Method, map_points
from clicklens.api.dependency import CapturedDep
from clicklens.api.row_question import FilterWord, RowTablesDep, SplitWord, StepWord, find_table
from clicklens.core.row_filter import RowFilter
from clicklens.data.split import TRAIN

ARROW = "application/vnd.apache.arrow.stream"

router = APIRouter(prefix="/runs/{run}", tags=["map"])


@router.get("/map", response_class=Response, responses={200: {"content": {ARROW: {}}}})
def get_map(
    captured: CapturedDep,
    tables: RowTablesDep,
    tap: Annotated[str, Query(max_length=500)],
    method: Method = "pca",
    split: SplitWord = None,
    step: StepWord = None,
    colour: Annotated[str | None, Query(max_length=500, description="A column to colour by.")] = None,
    text: Annotated[FilterWord, Query(alias="filter")] = None,
) -> Response:
    """Columns example_id, x, y, label, pctr, error, and where asked for colour and passes (the filter)."""
    at = captured.best_or_last_step() if step is None else step
    of = split or (TRAIN if captured.splits == (TRAIN,) else captured.held_out)
    table = find_table(tables, captured, of, at)
    chosen = None if text is None else RowFilter.from_text(text, source="filter")
    cloud = map_points(captured, tap=tap, method=method, step=at, split=of)
    return Response(arrow_stream(map_table(table, cloud, colour=colour, chosen=chosen)), media_type=ARROW)


def arrow_stream(table: pa.Table) -> bytes:
    """The table in Arrow's streaming format."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content
