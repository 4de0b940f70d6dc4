"""A first draft of a schema, by the look of the rows. It is there to be read and corrected."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from clicklens.core.errors import DataError, SchemaError
from clicklens.core.schema import FeatureSchema
from clicklens.data.cell import is_list, is_text
from clicklens.data.moment_draft import find_moment
from clicklens.data.source import Rows, Source, open_source

_ROWS = 100_000  # rows looked at; a draft needs no more
_DELIMITERS = ("|", ";", " ", ",")
_SIDES = {
    "user": ("user", "member", "customer", "visitor", "device", "gender", "age", "hist"),
    "item": (
        "item",
        "ad",
        "movie",
        "product",
        "creative",
        "brand",
        "cate",
        "category",
        "campaign",
        "advertiser",
        "price",
    ),
}


def infer_schema(
    rows: Rows,
    *,
    name: str,
    label: str,
    day: str | None = None,
    time: str | None = None,
    group: str | None = None,
) -> FeatureSchema:
    """Whole numbers and text become ids, other numbers numeric, lists and delimited text many ids.

    Where neither day nor time is given, a column whose name or type says when a row was is taken for it. Columns that
    are the label, the day, the time, all one value, or another value in every row are left out. Raises DataError where
    a named column is not there, SchemaError when no column is left.
    """
    source = open_source(rows)
    for column, reason in ((label, "the label"), (day, "the day"), (time, "the time"), (group, "the group")):
        if column is not None:
            source.require(column, needed_by=reason)
    table = _first_rows(source)
    if day is None and time is None:
        day, time = find_moment(source, table, label=label)
    places = (label, day, time)
    drafted = [_draft(column, table.column(column)) for column in table.column_names if column not in places]
    fields = [field for field in drafted if field is not None]
    if not fields:
        raise SchemaError(f"{', '.join(source.names[:3])}: no column can be a field beside '{label}'")
    task: Any = label if label.isidentifier() else {"name": "click", "column": label}
    values: dict[str, Any] = {"name": name, "fields": fields, "tasks": [task], "day": day, "time": time, "group": group}
    return FeatureSchema.parse(values, source="the drafted schema")


def _first_rows(source: Source) -> pa.Table:
    found: list[pa.RecordBatch] = []
    for _, _, batch in source.batches():
        found.append(batch)
        if sum(part.num_rows for part in found) >= _ROWS:
            break
    if not found:
        raise DataError(f"{', '.join(source.names)}: there are no rows")
    return pa.Table.from_batches(found).slice(0, _ROWS)


def _draft(column: str, values: pa.ChunkedArray) -> dict[str, Any] | None:
    """The field that a column looks like, or None when it can tell a model nothing."""
    array = values.combine_chunks().drop_null()
    array = array.dictionary_decode() if pa.types.is_dictionary(array.type) else array
    named: dict[str, Any] = {"name": column, "side": _side(column)}
    kind = array.type
    if not len(array) or pa.types.is_date(kind) or pa.types.is_timestamp(kind) or pa.types.is_nested(kind):
        return _draft_list(named, array) if is_list(kind) and len(array) else None
    distinct = pc.count_distinct(array).as_py()
    if distinct == 1 or (distinct == len(array) > 1000 and not pa.types.is_floating(kind)):
        return None
    if _is_measure(array):
        return {**named, "kind": "numeric"}
    delimiter = _delimiter(array) if is_text(kind) else None
    if delimiter is not None:
        return {**named, "kind": "categorical", "multi": True, "delimiter": delimiter}
    return {**named, "kind": "categorical"}


def _draft_list(named: dict[str, Any], array: pa.Array) -> dict[str, Any] | None:
    if not pa.types.is_floating(array.type.value_type):
        return {**named, "kind": "categorical", "multi": True}
    widths = pc.unique(pc.list_value_length(array))
    return {**named, "kind": "dense", "width": widths[0].as_py()} if len(widths) == 1 and widths[0].as_py() else None


def _is_measure(array: pa.Array) -> bool:
    """Whether the values are numbers of which not all are whole."""
    if is_text(array.type):
        looks = pc.match_substring_regex(array, r"^\s*[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?\s*$")
        if not pc.all(looks).as_py():
            return False
        array = pc.utf8_trim_whitespace(array).cast(pa.float64())
    if not pa.types.is_floating(array.type) and not pa.types.is_decimal(array.type):
        return False
    numbers = array.cast(pa.float64())
    return not pc.all(pc.equal(numbers, pc.floor(numbers))).as_py()


def _delimiter(array: pa.Array) -> str | None:
    """The delimiter that stands in most cells, provided that the pieces repeat more than the cells do."""
    for delimiter in _DELIMITERS:
        if pc.mean(pc.match_substring(array, delimiter).cast(pa.int8())).as_py() < 0.5:
            continue
        pieces = pc.list_flatten(pc.split_pattern(array, delimiter))
        if pc.count_distinct(pieces).as_py() / len(pieces) < 0.5 * pc.count_distinct(array).as_py() / len(array):
            return delimiter
    return None


def _side(column: str) -> str:
    words = column.lower().replace("-", "_").split("_")
    for side, known in _SIDES.items():
        if any(word.startswith(start) if len(start) > 3 else word == start for word in words for start in known):
            return side
    return "context"
