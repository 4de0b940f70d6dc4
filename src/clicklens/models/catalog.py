"""Every model that ClickLens can train, by kind: its settings and the function that builds it from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field as Setting

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.field import SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.models.base import CtrModel
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.gwen import Gwen, GwenModel
from clicklens.models.logistic import Logistic, LogisticModel

ModelSpec: TypeAlias = Annotated[Gwen | Logistic, Setting(discriminator="kind")]


def build_model(spec: ModelSpec, *, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    """A fresh model for rows of ``schema``; weights are drawn from torch's global generator.

    Raises ConfigError when the settings do not fit the schema or the memory, SchemaError when a table has no size.
    """
    try:
        return _BUILDERS[spec.kind](spec, schema, table_sizes)
    except (RuntimeError, TypeError, OverflowError) as error:  # torch's words for a size that cannot be had
        if not any(words in str(error) for words in _TOO_LARGE):
            raise
        raise ConfigError(
            f"model: weights of this size do not fit into memory ({str(error).splitlines()[0]}); make the hidden "
            "layers, embedding_dim or the tables smaller"
        ) from None


def _build_gwen(spec: Gwen, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    dims = {} if spec.bias_field is None else {bias_table(spec.bias_field, schema): len(schema.tasks)}
    embedding = FieldEmbedding(
        schema=schema, table_sizes=table_sizes, dim=spec.embedding_dim, dims=dims, spread=spec.embedding_spread
    )
    if not embedding.numeric_names and not set(embedding.widths) - {spec.bias_field}:
        raise ConfigError("model: gwen needs an input besides its bias field; pictures it does not read")
    tasks = tuple(task.name for task in schema.tasks)
    model = GwenModel(
        embedding=embedding, hidden=spec.hidden, tasks=tasks, dropout=spec.dropout, bias_field=spec.bias_field
    )
    if spec.bias_field is not None:
        embedding.zero_table(bias_table(spec.bias_field, schema))
    return model


def _build_logistic(_: Logistic, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> CtrModel:
    tasks = tuple(task.name for task in schema.tasks)
    dims = {table.name: len(tasks) for table in schema.tables}
    embedding = FieldEmbedding(schema=schema, table_sizes=table_sizes, dim=len(tasks), dims=dims)
    for table in embedding.table_dim:
        embedding.zero_table(table)
    return LogisticModel(embedding=embedding, tasks=tasks)


def bias_table(field: str, schema: FeatureSchema) -> str:
    """The table of a bias field, which must be its own: one number an id cannot serve as another field's vector.

    Raises ConfigError for a field that cannot be one.
    """
    names = {f.name: f.table for f in schema.embedded_fields}
    if field not in names:
        raise ConfigError(f"model.bias_field: the schema has no embedded field '{field}'{nearest(field, names)}")
    if isinstance(schema.field(field), SequenceField):
        raise ConfigError(
            f"model.bias_field: '{field}' is a sequence; a bias needs a field whose ids are pooled, or one id"
        )
    sharing = sorted(name for name, table in names.items() if table == names[field] and name != field)
    if sharing:
        raise ConfigError(
            f"model.bias_field: '{field}' shares the table '{names[field]}' with '{sharing[0]}'; give it its own"
        )
    return names[field]


_TOO_LARGE = ("allocate memory", "out of memory", "verflow")

_BUILDERS: dict[str, Callable[[Any, FeatureSchema, Mapping[str, int]], CtrModel]] = {
    "gwen": _build_gwen,
    "logistic": _build_logistic,
}
