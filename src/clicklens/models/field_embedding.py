"""From ids to vectors, for every field of a schema: the part of ``embed`` that all models share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import torch
from torch import Tensor, nn

from clicklens.core.field import CategoricalField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models.embedded import Embedded
from clicklens.nn import StackedEmbedding, pool


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
    ) -> None:
        """``dim`` is the width of tables that neither the schema nor ``dims`` (table -> elements) gives one."""
        super().__init__()
        self.schema = schema
        self.table_of = {f.name: f.table for f in schema.embedded_fields} | {
            f.name: f.name for f in schema.bucketed_fields
        }
        declared = {t.name: t.dim or dim for t in schema.tables} | {f.name: dim for f in schema.bucketed_fields}
        self.table_dim = declared | dict(dims or {})
        self.fields = tuple(f.name for f in schema.fields if f.name in self.table_of)
        self.widths = {name: self.table_dim[self.table_of[name]] for name in self.fields}
        self.widths |= {f.name: f.width for f in schema.dense_fields}
        self.numeric_names = tuple(f.name for f in schema.numeric_fields)
        stacks: dict[int, dict[str, int]] = {}
        for table, width in self.table_dim.items():
            stacks.setdefault(width, {})[table] = table_sizes[table]
        self.stacks = nn.ModuleDict(
            {str(width): StackedEmbedding(rows=rows, dim=width, spread=spread) for width, rows in stacks.items()}
        )

    def forward(self, batch: Batch) -> Embedded:
        """One vector a field, in the schema's order; dense fields and numbers pass through."""
        vectors: dict[str, Tensor] = {}
        masks: dict[str, Tensor] = {}
        for width, stack in self.stacks.items():
            names = [name for name in self.fields if self.widths[name] == int(width)]
            self._look_up(batch, cast(StackedEmbedding, stack), names, vectors, masks)
        vectors |= batch.dense
        ordered = {f.name: vectors[f.name] for f in self.schema.fields if f.name in vectors}
        return Embedded(fields=ordered, numeric=batch.numeric, numeric_names=self.numeric_names, masks=masks)

    def zero_table(self, table: str) -> None:
        """Lets every vector of a table start at zero."""
        stack = cast(StackedEmbedding, self.stacks[str(self.table_dim[table])])
        first = stack.offset[table] + 1
        with torch.no_grad():
            stack.weight[first : first + stack.rows[table] - 1] = 0.0

    def _look_up(
        self,
        batch: Batch,
        stack: StackedEmbedding,
        names: list[str],
        vectors: dict[str, Tensor],
        masks: dict[str, Tensor],
    ) -> None:
        """One look-up for all fields of one width: their ids stand side by side, (B, K)."""
        if not names:
            return
        ids = [batch.ids[name] for name in names]
        stacked = [stack.stack_rows(self.table_of[name], i) for name, i in zip(names, ids, strict=True)]
        rows = torch.cat(stacked, dim=1)  # (B, K)
        looked_up = stack(rows)  # (B, K, D)
        parts = looked_up.split([i.shape[1] for i in ids], dim=1)
        for name, field_ids, part in zip(names, ids, parts, strict=True):
            vectors[name] = self._pooled(name, part, field_ids, masks)

    def _pooled(self, name: str, vectors: Tensor, ids: Tensor, masks: dict[str, Tensor]) -> Tensor:
        """vectors (B, L, D), ids (B, L) -> (B, D), or as they are for a sequence, whose mask is noted"""
        field = self.schema.field(name)
        if isinstance(field, SequenceField):
            masks[name] = ids != 0
            return vectors
        if isinstance(field, CategoricalField) and field.multi:
            return pool(vectors, ids != 0, kind=field.pooling)
        return vectors.squeeze(1)
