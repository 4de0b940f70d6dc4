"""Which source columns a schema and a split need, and what for; whether the rows have them is told before all work."""

from __future__ import annotations

from collections.abc import Mapping

from clicklens.core.schema import FeatureSchema
from clicklens.data.assignment import split_column
from clicklens.data.key import KeyKind, key_kind
from clicklens.data.source import Source
from clicklens.data.split import SplitRule


def required_columns(schema: FeatureSchema, split: SplitRule | None, *, labelled: bool = True) -> dict[str, str]:
    """Column -> what is read from it, in the schema's order."""
    needed = {field.column: f"field '{field.name}'" for field in schema.source_fields}
    if not labelled:
        return needed
    for task in schema.tasks:
        needed.setdefault(task.column, f"label '{task.name}'")
    places = {"day": schema.day, "time": schema.time, "group": schema.group, "weight": schema.weight_column}
    for noun, column in places.items():
        if column is not None:
            needed.setdefault(column, f"the {noun}")
    column = split_column(split, schema)
    if column is not None:
        needed.setdefault(column, "the split")
    return needed


def selected(source: Source, needed: Mapping[str, str]) -> Source:
    """The source with the needed columns only. Raises DataError naming file, column and what needs it."""
    for column, reason in needed.items():
        source.require(column, needed_by=reason)
    return source.select(list(needed))


def table_keys(schema: FeatureSchema, sources: list[Source]) -> dict[str, KeyKind]:
    """Table -> what its values are; fields that share a table must agree, and text is what all can be."""
    return {
        table.name: key_kind(
            kind
            for field in schema.key_fields
            if field.table == table.name
            for source in sources
            for kind in source.types(field.column)
        )
        for table in schema.tables
    }
