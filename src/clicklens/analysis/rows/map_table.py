"""The table behind a map: a row for each point, with what it may be coloured by."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from clicklens.analysis.rows.cells import CategoryCells
from clicklens.analysis.rows.point_map import PointCloud
from clicklens.analysis.rows.table import RowTable
from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import RowFilter


def map_table(
    table: RowTable, cloud: PointCloud, *, colour: str | None = None, chosen: RowFilter | None = None
) -> pa.Table:
    """``example_id`` int64; ``x``, ``y``, ``label``, ``pctr``, ``error`` float32; ``colour``, a number or a category,
    where a column is named; ``passes`` where a filter is given.

    The schema's metadata say ``method``, ``tap``, ``step``, ``fitted_at``, ``variance_share`` and the colour's column,
    kind and unit. Raises NotFoundError for an unknown column, ConfigError for one of many values a row.
    """
    places = pa.array(cloud.places)
    columns: dict[str, object] = {
        "example_id": pa.array(table.source.example_ids[cloud.places]),
        "x": cloud.x.astype(np.float32),
        "y": cloud.y.astype(np.float32),
    }
    for name in ("label", "pctr", "error"):
        columns[name] = table.cells(name).array().take(places).cast(pa.float32())
    said = {
        "method": cloud.method,
        "tap": cloud.tap,
        "step": str(cloud.step),
        "fitted_at": "" if cloud.fitted_at is None else str(cloud.fitted_at),
        "variance_share": _text(cloud.variance_share),
    }
    if colour is not None:
        columns["colour"] = _colour(table, colour, places)
        column = table.cells(colour).column
        said |= {"colour": colour, "colour_kind": column.kind, "colour_unit": column.unit}
    if chosen is not None:
        columns["passes"] = pa.array(table.passing(chosen)[cloud.places])
    return pa.table(columns).replace_schema_metadata(said)


def _colour(table: RowTable, name: str, places: pa.Array) -> pa.Array:
    cells = table.cells(name)
    if not isinstance(cells, CategoryCells):
        return cells.array().take(places).cast(pa.float32())
    if cells.is_list:
        raise ConfigError(f"column '{name}' holds many values a row; a map is coloured by a column of one value a row")
    return cells.array().take(places).dictionary_encode()


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
