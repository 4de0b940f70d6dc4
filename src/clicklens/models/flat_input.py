"""The plain input of a tower: every field's vector and every number, side by side."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from clicklens.core.field import SequenceField
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.nn import pool, side_by_side


class FlatInput(nn.Module):
    """[v_1; v_2; …; v_F; numbers]: vectors keep the widths of their tables, sequences are pooled as the schema says.

    ``width`` is the sum of them all, ``columns`` tells how many of it each field has, in their order.
    """

    def __init__(self, *, embedding: FieldEmbedding, without: str | None = None) -> None:
        """``without``: a field that is left out."""
        super().__init__()
        self.without = without
        self.pooling = {f.name: f.pooling for f in embedding.schema.fields if isinstance(f, SequenceField)}
        self.columns = {f.name: embedding.widths[f.name] for f in embedding.schema.fields if f.name in embedding.widths}
        self.columns |= dict.fromkeys(embedding.numeric_names, 1)
        self.columns.pop(without or "", None)
        self.width = sum(self.columns.values())

    def forward(self, embedded: Embedded) -> Tensor:
        """-> (B, width)"""
        parts = [
            pool(vector, embedded.masks[name], kind=self.pooling[name]) if name in embedded.masks else vector
            for name, vector in embedded.fields.items()
            if name != self.without
        ]
        fields = side_by_side(parts) if parts else embedded.numeric[:, :0]
        return torch.cat([fields, embedded.numeric], dim=1) if embedded.numeric.shape[1] else fields
