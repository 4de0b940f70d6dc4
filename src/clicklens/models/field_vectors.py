"""Every field as one vector of the same width, for models that multiply or compare fields."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from clicklens.core.field import SequenceField
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.nn import pool, side_by_side


class FieldVectors(nn.Module):
    """V = [v_1, …, v_F], v_f in R^D.

    An id field gives its id's vector, a multi-valued field or a sequence the pooled vectors of its ids. A number x
    gives x · v with a learned v of its own, so that its vector vanishes with it; a dense vector t gives U t. ``names``
    tells the fields in the order of the second axis: those with vectors as the schema has them, then the numbers.

    A model that also wants numbers for each id that enter the logit directly (w_i of a factorisation machine) asks
    for vectors that many elements longer and cuts them off: one look-up serves both.
    """

    def __init__(self, *, embedding: FieldEmbedding) -> None:
        """``embedding`` must give all fields vectors of one width (see ``uniform_embedding``)."""
        super().__init__()
        schema = embedding.schema
        self.dim = embedding.dim
        self.pooling = {f.name: f.pooling for f in schema.fields if isinstance(f, SequenceField)}
        dense = {f.name: f.width for f in schema.dense_fields}
        self.place = {name: place for place, name in enumerate(dense)}  # a module cannot carry every field's name
        self.dense = nn.ModuleList(nn.Linear(width, self.dim, bias=False) for width in dense.values())
        numbers = len(embedding.numeric_names)
        self.numeric = nn.Parameter(torch.empty(numbers, self.dim)) if numbers else None
        for weight in self.parameters():
            nn.init.xavier_uniform_(weight)
        with_vectors = [f.name for f in schema.fields if f.name in embedding.widths]
        self.names = (*with_vectors, *embedding.numeric_names)

    def forward(self, embedded: Embedded) -> Tensor:
        """-> (B, F, D)"""
        parts = [self._vector(name, tensor, embedded) for name, tensor in embedded.fields.items()]  # each (B, D)
        rows = len(embedded)
        fields = side_by_side(parts).view(rows, len(parts), self.dim) if parts else None
        if self.numeric is None:
            return embedded.numeric.new_zeros(rows, 0, self.dim) if fields is None else fields
        numbers = embedded.numeric.unsqueeze(-1).expand(-1, *self.numeric.shape) * self.numeric  # (B, n, D)
        return numbers if fields is None else torch.cat([fields, numbers], dim=1)

    def _vector(self, name: str, tensor: Tensor, embedded: Embedded) -> Tensor:
        if name in self.place:
            projected: Tensor = self.dense[self.place[name]](tensor)
            return projected
        if name in embedded.masks:
            return pool(tensor, embedded.masks[name], kind=self.pooling[name])
        return tensor
