"""Every model that ClickLens can train, by kind: its settings and the function that builds it from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field as Setting

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.schema import FeatureSchema
from clicklens.models.base import CtrModel
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.gwen import Gwen, GwenModel
from clicklens.models.logistic import Logistic, LogisticModel

ModelSpec: TypeAlias = Annotated[Gwen | Logistic, Setting(discriminator="kind")]


def build_model(spec: ModelSpec, *, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    """A fresh model for rows of ``schema``; weights are drawn from torch's global generator.

    Raises ConfigError when the settings do not fit the schema.
    """
    return _BUILDERS[spec.kind](spec, schema, table_sizes)


def _build_gwen(spec: Gwen, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    dims = {} if spec.bias_field is None else {_bias_table(spec.bias_field, schema): len(schema.tasks)}
    embedding = FieldEmbedding(
        schema=schema, table_sizes=table_sizes, dim=spec.embedding_dim, dims=dims, spread=spec.embedding_spread
    )
    tasks = tuple(task.name for task in schema.tasks)
    model = GwenModel(
        embedding=embedding, hidden=spec.hidden, tasks=tasks, dropout=spec.dropout, bias_field=spec.bias_field
    )
    if spec.bias_field is not None:
        embedding.zero_table(_bias_table(spec.bias_field, schema))
    return model


def _build_logistic(_: Logistic, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    tasks = tuple(task.name for task in schema.tasks)
    dims = {table: len(tasks) for table in table_sizes}
    embedding = FieldEmbedding(schema=schema, table_sizes=table_sizes, dim=len(tasks), dims=dims)
    for table in embedding.table_dim:
        embedding.zero_table(table)
    return LogisticModel(embedding=embedding, tasks=tasks)


def _bias_table(field: str, schema: FeatureSchema) -> str:
    """The table of a bias field, which must be its own: one number an id cannot serve as another field's vector."""
    names = {f.name: f.table for f in schema.embedded_fields}
    if field not in names:
        raise ConfigError(f"model.bias_field: the schema has no embedded field '{field}'{nearest(field, names)}")
    sharing = sorted(name for name, table in names.items() if table == names[field] and name != field)
    if sharing:
        raise ConfigError(
            f"model.bias_field: '{field}' shares the table '{names[field]}' with '{sharing[0]}'; give it its own"
        )
    return names[field]


_BUILDERS: dict[str, Callable[[Any, FeatureSchema, Mapping[str, int]], CtrModel]] = {
    "gwen": _build_gwen,
    "logistic": _build_logistic,
}
