"""Schemas as YAML files, and a first draft of one for rows that have none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from clicklens.core.errors import ConfigError, NotFoundError, SchemaError, StorageError
from clicklens.core.field import Field
from clicklens.core.schema import ClickedWeight, FeatureSchema
from clicklens.core.yaml_text import parse_yaml
from clicklens.data.schema_draft import infer_schema

__all__ = ["infer_schema", "load_schema", "save_schema"]


def load_schema(path: str | Path) -> FeatureSchema:
    """Reads a schema. Raises NotFoundError, SchemaError for what is no YAML, ConfigError naming file and key."""
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(f"{file}: there is no such schema file")
    try:
        values = parse_yaml(file.read_text(encoding="utf-8"), source=str(file))
    except UnicodeDecodeError as error:
        raise SchemaError(f"{file}: not valid YAML: {error}") from None
    except ConfigError as error:
        raise SchemaError(str(error)) from None
    if not isinstance(values, dict):
        raise SchemaError(f"{file}: a schema has keys such as name and fields; found {type(values).__name__}")
    return FeatureSchema.parse(values, source=str(file))


def save_schema(schema: FeatureSchema, path: str | Path) -> None:
    """Writes a schema without what goes without saying; ``load_schema`` gives an equal one."""
    values: dict[str, Any] = {"name": schema.name, "fields": [_field(field) for field in schema.fields]}
    values["tasks"] = [
        task.name if task.column == task.name else {"name": task.name, "column": task.column} for task in schema.tasks
    ]
    implied = {field.name for field in schema.embedded_fields if field.table == field.name}
    tables = [_tagged(table, "vocabulary") for table in schema.tables]
    told = [table for table in tables if len(table) > 1 or table["name"] not in implied]
    values.update({"tables": told} if told else {})
    for noun in ("day", "time", "group", "weight"):
        if getattr(schema, noun) is not None:
            value = getattr(schema, noun)
            values[noun] = value.model_dump() if isinstance(value, ClickedWeight) else value
    try:
        Path(path).write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror or error}") from None


def _field(field: Field) -> dict[str, Any]:
    values = {"name": field.name, "kind": field.kind, **_tagged(field, "transform")}
    for implied in ("column", "table"):
        if values.get(implied) == field.name:
            del values[implied]
    return values


def _tagged(record: Any, union: str) -> dict[str, Any]:
    """What differs from the defaults; a member of a union keeps the kind that tells which it is."""
    values: dict[str, Any] = {"name": record.name, **record.model_dump(mode="json", exclude_defaults=True)}
    if union in values:
        values[union] = {"kind": getattr(record, union).kind, **values[union]}
    return values
