"""FeatureSchema: what a row means. Tables and fields, tasks, and the columns that place a row in time and by user."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from pydantic import Field as Setting
from pydantic import field_validator, model_validator

from clicklens.core.errors import SchemaError, nearest
from clicklens.core.field import (
    CategoricalField,
    CrossField,
    DenseField,
    EmbeddedField,
    Field,
    ImageField,
    NumericField,
    SequenceField,
    SourceField,
)
from clicklens.core.record import Record
from clicklens.core.table import EmbeddingTable


class Task(Record):
    """One label to predict, such as click or conversion; the column holds 0 or 1."""

    name: str = Setting(min_length=1)
    column: str = ""  # the task's own name when not given

    @model_validator(mode="before")
    @classmethod
    def _column_is_name_by_default(cls, values: Any) -> Any:
        if isinstance(values, str):
            return {"name": values, "column": values}
        if isinstance(values, dict) and not values.get("column"):
            return {**values, "column": values.get("name", "")}
        return values


class ClickedWeight(Record):
    """A weight that is read in clicked rows alone (of the first task); all others weigh 1. A watch time is one."""

    column: str = Setting(min_length=1)
    of: Literal["clicked"] = "clicked"


class FeatureSchema(Record):
    """What a row of a data set means. It owns no weights and no data; equal schemas have equal digests.

    A table that no one declared is made for a field that names itself as its table; a field that names any other
    table, or attends to a field that is not there, cannot be built; nor can a table with the name of a bucketed number,
    which has a table of its own name (ValueError, or ConfigError through ``parse``).
    """

    name: str = Setting(min_length=1)
    fields: tuple[Field, ...] = Setting(min_length=1)
    tasks: tuple[Task, ...] = Setting(default=(Task(name="click"),), min_length=1)
    tables: tuple[EmbeddingTable, ...] = ()
    day: str | None = None  # source column: an integer day, a date or a time stamp
    time: str | None = None  # source column: seconds, or anything that sorts in time
    group: str | None = None  # source column by which GAUC groups rows, the user as a rule
    weight: str | ClickedWeight | None = None  # source column: the sampling weight of a row, 1 when not given

    @field_validator("fields", mode="before")
    @classmethod
    def _kind_is_categorical_by_default(cls, value: Any) -> Any:
        def completed(entry: Any) -> Any:
            if isinstance(entry, str):
                return {"kind": "categorical", "name": entry}
            return {"kind": "categorical", **entry} if isinstance(entry, dict) else entry

        return [completed(entry) for entry in value] if isinstance(value, (list, tuple)) else value

    @model_validator(mode="before")
    @classmethod
    def _tables_are_complete(cls, values: Any) -> Any:
        """Adds the tables that fields imply; what is wrong with those that were given is for their own rules to say."""
        declared = values.get("tables", ()) if isinstance(values, dict) else None
        if not isinstance(declared, (list, tuple)):
            return values
        known = [table.get("name") if isinstance(table, dict) else getattr(table, "name", None) for table in declared]
        implied = dict.fromkeys(_own_tables(cls._kind_is_categorical_by_default(values.get("fields", ()))))
        added = [EmbeddingTable(name=name) for name in implied if name and name not in known]
        return {**values, "tables": [*declared, *added]}

    @field_validator("tables", mode="after")
    @classmethod
    def _tables_have_one_order(cls, tables: tuple[EmbeddingTable, ...]) -> tuple[EmbeddingTable, ...]:
        """So that equal meanings have equal digests."""
        return tuple(sorted(tables, key=lambda table: table.name))

    @model_validator(mode="after")
    def _references_hold(self) -> FeatureSchema:
        _refuse_repeats("field", [field.name for field in self.fields])
        _refuse_repeats("task", [task.name for task in self.tasks])
        _refuse_repeats("table", [table.name for table in self.tables])
        _refuse_labels_as_fields(self)
        tables = {table.name for table in self.tables}
        names = {field.name for field in self.fields}
        for field in self.embedded_fields:
            if field.table not in tables:
                raise ValueError(f"field '{field.name}' names the table '{field.table}'{nearest(field.table, tables)}")
            if isinstance(field, SequenceField) and field.attends_to is not None and field.attends_to not in names:
                raise ValueError(
                    f"field '{field.name}' attends to '{field.attends_to}'{nearest(field.attends_to, names)}"
                )
        shared = {field.name for field in self.bucketed_fields} & tables
        if shared:
            raise ValueError(
                f"the table '{min(shared)}' has the name of a bucketed number, whose buckets are a table of that name; "
                "give one of the two another name"
            )
        _refuse_wrong_crosses(self)
        unused = tables - {field.table for field in self.embedded_fields}
        if unused:
            raise ValueError(f"no field uses the table '{min(unused)}'; remove it or name it in a field")
        return self

    @property
    def weight_column(self) -> str | None:
        """Where weights are read, whichever rows have one."""
        return self.weight.column if isinstance(self.weight, ClickedWeight) else self.weight

    @property
    def embedded_fields(self) -> tuple[EmbeddedField, ...]:
        """The fields whose ids are looked up in a table, in schema order."""
        return tuple(f for f in self.fields if isinstance(f, (CategoricalField, SequenceField, CrossField)))

    @property
    def key_fields(self) -> tuple[CategoricalField | SequenceField, ...]:
        """The fields whose ids stand for values of a column, in schema order."""
        return tuple(f for f in self.fields if isinstance(f, (CategoricalField, SequenceField)))

    @property
    def source_fields(self) -> tuple[SourceField, ...]:
        """The fields that are read from a column: all but crosses, which follow from others."""
        return tuple(f for f in self.fields if not isinstance(f, CrossField))

    @property
    def crosses(self) -> tuple[CrossField, ...]:
        """The fields that are made of other fields."""
        return tuple(f for f in self.fields if isinstance(f, CrossField))

    @property
    def crossed_numbers(self) -> dict[str, int]:
        """Numbers that enter the model as numbers and crosses by bucket -> how many buckets, in schema order."""
        asked = {name: cross.buckets for cross in self.crosses for name in cross.fields}
        return {f.name: asked[f.name] for f in self.numeric_fields if f.name in asked}

    def without_crosses(self) -> FeatureSchema:
        """The same without crosses and their tables."""
        made = {cross.table for cross in self.crosses}
        tables = tuple(table for table in self.tables if table.name not in made)
        return self.model_copy(update={"fields": self.source_fields, "tables": tables}) if made else self

    @property
    def numeric_fields(self) -> tuple[NumericField, ...]:
        """The numbers that enter the model as numbers, in the order of ``Batch.numeric``'s second axis."""
        return tuple(f for f in self.fields if isinstance(f, NumericField) and not f.is_bucketed)

    @property
    def bucketed_fields(self) -> tuple[NumericField, ...]:
        """The numbers that enter the model as the id of their bucket, each with a table of its own name."""
        return tuple(f for f in self.fields if isinstance(f, NumericField) and f.is_bucketed)

    @property
    def table_of(self) -> dict[str, str]:
        """Every field that is looked up -> its table, in schema order; a bucketed number's has its own name."""
        bucketed = {field.name: field.name for field in self.bucketed_fields}
        tables = {field.name: field.table for field in self.embedded_fields} | bucketed
        return {field.name: tables[field.name] for field in self.fields if field.name in tables}

    @property
    def dense_fields(self) -> tuple[DenseField, ...]:
        """The fields that are vectors by themselves."""
        return tuple(f for f in self.fields if isinstance(f, DenseField))

    @property
    def image_fields(self) -> tuple[ImageField, ...]:
        """The fields that refer to pictures."""
        return tuple(f for f in self.fields if isinstance(f, ImageField))

    def field(self, name: str) -> Field:
        """The field of that name. Raises SchemaError that names the nearest right one."""
        for field in self.fields:
            if field.name == name:
                return field
        raise SchemaError(f"schema '{self.name}' has no field '{name}'{nearest(name, [f.name for f in self.fields])}")

    def table(self, name: str) -> EmbeddingTable:
        """The table of that name. Raises SchemaError that names the nearest right one."""
        for table in self.tables:
            if table.name == name:
                return table
        raise SchemaError(f"schema '{self.name}' has no table '{name}'{nearest(name, [t.name for t in self.tables])}")


def _own_tables(fields: Any) -> list[str]:
    """Names of the tables that exist because a field names itself (or nothing) as its table."""
    found = []
    for entry in fields if isinstance(fields, (list, tuple)) else ():
        values = entry if isinstance(entry, dict) else entry.model_dump() if isinstance(entry, Record) else {}
        table = values.get("table") or values.get("name")
        if values.get("kind") in ("categorical", "sequence", "cross") and table == values.get("name"):
            found.append(str(table))
    return found


def _refuse_labels_as_fields(schema: FeatureSchema) -> None:
    """A model that is told the answer learns nothing else."""
    labels = {task.column: task.name for task in schema.tasks}
    for field in schema.source_fields:
        if field.column in labels:
            raise ValueError(
                f"field '{field.name}' reads the column '{field.column}', which is the label of the task "
                f"'{labels[field.column]}': the model would be told the answer; remove the field"
            )


def _refuse_wrong_crosses(schema: FeatureSchema) -> None:
    known = {field.name: field for field in schema.fields}
    for cross in schema.crosses:
        for name in cross.fields:
            if name not in known:
                raise ValueError(f"the cross '{cross.name}' names the field '{name}'{nearest(name, known)}")
            reason = uncrossable(known[name])
            if reason:
                raise ValueError(f"the cross '{cross.name}' names '{name}', {reason}")
        _refuse_repeats(f"cross '{cross.name}': the field", list(cross.fields))
        if any(field.table == cross.table for field in schema.embedded_fields if field.name != cross.name):
            raise ValueError(f"the table '{cross.table}' is that of a cross, and no other field can share it")
    for field in schema.numeric_fields:
        asked = {cross.buckets for cross in schema.crosses if field.name in cross.fields}
        if len(asked) > 1:
            told = " and ".join(map(str, sorted(asked)))
            raise ValueError(f"crosses cut the number '{field.name}' into {told} buckets; give all of them one count")


def uncrossable(field: Field) -> str | None:
    """Why a field cannot be crossed, None where it can: each row needs one id, or a number to put into a bucket."""
    if isinstance(field, NumericField) or (isinstance(field, CategoricalField) and not field.multi):
        return None
    if isinstance(field, CrossField):
        return "which is a cross itself: name its fields"
    if isinstance(field, (CategoricalField, SequenceField)):
        return "which holds many ids a row, and a cross is of one value a field: leave it out"
    return f"which is of kind '{field.kind}', and a cross is of ids and numbers: leave it out"


def _refuse_repeats(noun: str, names: list[str]) -> None:
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise ValueError(f"the {noun} '{repeated[0]}' is declared twice; each name may stand once")
