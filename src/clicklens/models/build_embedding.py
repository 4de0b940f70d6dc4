"""The look-ups of a model, from its settings."""

from __future__ import annotations

from collections.abc import Mapping

from clicklens.core.errors import ConfigError
from clicklens.core.schema import FeatureSchema
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.settings import EmbeddingSettings


def uniform_embedding(
    settings: EmbeddingSettings, *, schema: FeatureSchema, table_sizes: Mapping[str, int], extra: int = 0
) -> FieldEmbedding:
    """Vectors of ``embedding_dim`` elements and ``extra`` more for every field, whatever the schema says of its table.

    The extra ones are numbers of each id that the model adds to the logits as they are, one a task.
    Raises ConfigError where the schema has nothing that a model reads.
    """
    dim = settings.embedding_dim + extra
    tables = [table.name for table in schema.tables] + [field.name for field in schema.bucketed_fields]
    embedding = FieldEmbedding(
        schema=schema,
        table_sizes=table_sizes,
        dim=dim,
        dims=dict.fromkeys(tables, dim),
        spread=settings.embedding_spread,
        direct=dict.fromkeys(tables, extra) if extra else None,
    )
    refuse_without_input(embedding)
    return embedding


def refuse_without_input(embedding: FieldEmbedding, *, besides: str | None = None) -> None:
    """Raises ConfigError where no field besides ``besides`` is left for a model to read; pictures are none."""
    if not embedding.numeric_names and not set(embedding.widths) - {besides}:
        beside = "" if besides is None else f" besides the field '{besides}'"
        raise ConfigError(f"model: it needs an input{beside}; pictures it does not read")
