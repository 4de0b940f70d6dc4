"""From ids to vectors, for every field of a schema: the part of ``embed`` that all models share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from torch import Tensor, nn

from clicklens.core.errors import SchemaError
from clicklens.core.field import CategoricalField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models.embedded import Embedded
from clicklens.nn import StackedEmbedding, StackRows, pool


class FieldEmbedding(nn.Module):
    """Looks every id of a batch up and pools multi-valued fields, so that each field is one vector.

    Tables of one width lie in one stack, and a batch makes one look-up in each stack. ``widths`` tells the elements
    of every field's vector; ``numeric_names`` the order of the numbers.
    """

    def __init__(
        self,
        *,
        schema: FeatureSchema,
        table_sizes: Mapping[str, int],
        dim: int,
        dims: Mapping[str, int] | None = None,
        spread: float | None = None,
        direct: Mapping[str, int] | None = None,
    ) -> None:
        """``table_sizes``: table -> ids, 0 included. ``dims``: table -> elements, before what the schema says; ``dim``
        is the width of the others. ``direct``: table -> how many of its last elements the model adds to the logits as
        they are, one a task. Raises SchemaError for a table without a size.
        """
        super().__init__()
        self.schema = schema
        self.dim = dim
        self.direct = dict(direct or {})
        self.table_of = schema.table_of
        declared = {t.name: t.dim or dim for t in schema.tables} | {f.name: dim for f in schema.bucketed_fields}
        self.table_dim = declared | dict(dims or {})
        self.fields = tuple(self.table_of)
        self.widths = {name: self.table_dim[self.table_of[name]] for name in self.fields}
        self.widths |= {f.name: f.width for f in schema.dense_fields}
        self.numeric_names = tuple(f.name for f in schema.numeric_fields)
        stacks: dict[int, dict[str, int]] = {}
        for table, width in self.table_dim.items():
            stacks.setdefault(width, {})[table] = _size(table, table_sizes)
        self.stacks = nn.ModuleDict(
            {str(width): StackedEmbedding(rows=rows, dim=width, spread=spread) for width, rows in stacks.items()}
        )
        self.rows = nn.ModuleDict({width: self._rows_of(stack) for width, stack in self.stacks.items()})

    def forward(self, batch: Batch) -> Embedded:
        """One vector a field, in the schema's order; dense fields and numbers pass through."""
        vectors: dict[str, Tensor] = {}
        masks: dict[str, Tensor] = {}
        for width, stack in self.stacks.items():
            self._look_up(batch, stack, cast(StackRows, self.rows[width]), vectors, masks)
        vectors |= batch.dense
        ordered = {f.name: vectors[f.name] for f in self.schema.fields if f.name in vectors}
        return Embedded(fields=ordered, numeric=batch.numeric, numeric_names=self.numeric_names, masks=masks)

    def zero_table(self, table: str) -> None:
        """Lets every vector of a table start at zero."""
        cast(StackedEmbedding, self.stacks[str(self.table_dim[table])]).zero_table(table)

    def _rows_of(self, stack: nn.Module) -> StackRows:
        stack = cast(StackedEmbedding, stack)
        fields = {name: self.table_of[name] for name in self.fields if self.widths[name] == stack.dim}
        return StackRows(stack=stack, tables=fields)

    def _look_up(
        self, batch: Batch, stack: nn.Module, rows: StackRows, vectors: dict[str, Tensor], masks: dict[str, Tensor]
    ) -> None:
        """One look-up for all fields of one width, side by side."""
        looked_up = stack(rows(batch.ids))  # (B, K, D)
        parts = looked_up.split([batch.ids[name].shape[1] for name in rows.tables], dim=1)
        for name, part in zip(rows.tables, parts, strict=True):
            vectors[name] = self._pooled(name, part, batch.ids[name], masks)

    def _pooled(self, name: str, vectors: Tensor, ids: Tensor, masks: dict[str, Tensor]) -> Tensor:
        """vectors (B, L, D), ids (B, L) -> (B, D), or as they are for a sequence, whose mask is noted"""
        field = self.schema.field(name)
        if isinstance(field, SequenceField):
            masks[name] = ids != 0
            return vectors
        if isinstance(field, CategoricalField) and field.multi:
            return pool(vectors, ids != 0, kind=field.pooling)
        return vectors.squeeze(1)


def _size(table: str, table_sizes: Mapping[str, int]) -> int:
    size = table_sizes.get(table)
    if size is None or size < 1:
        found = "none is given" if size is None else f"it is {size}"
        raise SchemaError(f"table '{table}' needs a size of 1 or more, and {found}: the data set has another schema")
    return size
