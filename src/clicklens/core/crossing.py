"""Adding crosses to a schema: sets of fields in, a new version of the schema out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clicklens.core.errors import SchemaError
from clicklens.core.field import CROSS_BUCKETS, CrossField, Side
from clicklens.core.schema import FeatureSchema, uncrossable
from clicklens.core.table import Cutoff, EmbeddingTable

MIN_COUNT = 10  # training rows of a combination that is worth an id


def with_crosses(
    schema: FeatureSchema, sets: Iterable[Sequence[str]], *, min_count: int = MIN_COUNT, buckets: int = CROSS_BUCKETS
) -> FeatureSchema:
    """The schema with a cross of each of these sets of fields, behind the fields that it has.

    A set that is crossed already, in whatever order, is not crossed again. Raises SchemaError for a set of fewer than
    two fields, an unknown field (naming the nearest), and one that cannot be crossed.
    """
    known = {frozenset(cross.fields) for cross in schema.crosses}
    made: list[CrossField] = []
    for fields in sets:
        if frozenset(fields) not in known:
            known.add(frozenset(fields))
            made.append(_cross(schema, tuple(fields), buckets))
    tables = [EmbeddingTable(name=cross.table, vocabulary=Cutoff(min_count=min_count)) for cross in made]
    values = {name: getattr(schema, name) for name in type(schema).model_fields}
    return FeatureSchema(**{**values, "fields": (*schema.fields, *made), "tables": (*schema.tables, *tables)})


def _cross(schema: FeatureSchema, fields: tuple[str, ...], buckets: int) -> CrossField:
    told = ",".join(fields)
    if len(set(fields)) < len(fields) or len(fields) < 2:
        raise SchemaError(f"cross {told}: two or more different fields make a cross")
    for name in fields:
        reason = uncrossable(schema.field(name))
        if reason is not None:
            raise SchemaError(f"cross {told}: it names '{name}', {reason}")
    name = "_x_".join(fields)
    if any(field.name == name for field in schema.fields):
        raise SchemaError(f"cross {told}: the schema has a field '{name}' already, which is another one")
    return CrossField(name=name, side=_side(schema, fields), fields=fields, buckets=buckets)


def _side(schema: FeatureSchema, fields: tuple[str, ...]) -> Side:
    """That of its fields where all have one."""
    sides = {schema.field(name).side for name in fields}
    return sides.pop() if len(sides) == 1 else "context"
