"""Answers about rows as the page gets them, for the tests of its views: ``python -m tests.page_row_fixtures``."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clicklens.analysis.projection import Projection, ProjectionParams
from clicklens.analysis.rows import ChartRequest, RowTable, explore, find_sharing, read_page
from clicklens.analysis.rows.map_table import map_table
from clicklens.analysis.rows.point_map import map_points
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.slices import Slices, SlicesParams
from clicklens.api.routes.point_map import arrow_stream
from clicklens.core.condition import where
from clicklens.core.record import Record
from tests.page_fixtures import overfitted

FOLDER = Path(__file__).parents[1] / "web" / "src" / "testing" / "rows"
MOST_BYTES = 60_000  # of one file
STEP = 600
CHOSEN = where("pctr<0.4")


def table() -> RowTable:
    """The rows that are held out, at the last step."""
    return RowTable(RowSource(overfitted(), STEP, "test"))


def explored() -> Record:
    """A chart of each kind, and the selection against the rest."""
    charts = [ChartRequest(column=name, bins=8) for name in ("pctr", "label", "field:city")]
    return explore(table(), CHOSEN, charts)


def sharing() -> Record:
    """What the rows of low pctr have in common."""
    return find_sharing(table(), overfitted(), "test", CHOSEN)


def rows() -> Record:
    """The rows scored most wrongly."""
    return read_page(table(), CHOSEN, limit=5)


def slices() -> Record:
    """Frequent values against all other rows."""
    return Slices().run(overfitted(), SlicesParams(split="test", step=STEP, values=2))


def projection() -> Record:
    """How closely clicks gather, layer by layer."""
    params = ProjectionParams(split="test", step=STEP, method="pca", rows_per_class=60, k=5)
    return Projection().run(overfitted(), params)


def columns() -> list[dict[str, Any]]:
    """What filters and charts may name."""
    return [column.model_dump(mode="json") for column in table().columns()]


def points() -> dict[str, str]:
    """A map coloured by a field, as Arrow's stream in base64, with what its first row must be read as."""
    cloud = map_points(overfitted(), tap="layer_2", method="pca", step=STEP, split="test")
    made = map_table(table(), cloud, colour="field:city", chosen=CHOSEN).slice(0, 40)
    return {"stream": base64.b64encode(arrow_stream(made)).decode(), "rows": json.dumps(made.to_pylist())}


RECORDS: dict[str, Callable[[], Record]] = {
    made.__name__: made for made in (explored, sharing, rows, slices, projection)
}
PLAIN: dict[str, Callable[[], Any]] = {"columns": columns, "points": points}


def write(folder: Path = FOLDER) -> None:
    """One file a fixture, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in RECORDS.items():
        (folder / f"{name}.json").write_text(made().model_dump_json() + "\n", encoding="utf-8")
    for name, plain in PLAIN.items():
        (folder / f"{name}.json").write_text(json.dumps(plain()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
