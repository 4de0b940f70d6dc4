"""FM, the factorisation machine: every id a number and a vector, every pair of fields the product of two vectors.

Rendle, "Factorization machines", ICDM 2010.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import torch
from torch import Tensor, nn

from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.field_vectors import FieldVectors
from clicklens.models.settings import EmbeddingSettings
from clicklens.nn import FactorisationMachine


class Fm(EmbeddingSettings):
    """Settings of the factorisation machine."""

    kind: Literal["fm"] = "fm"


class FmModel(FieldModel):
    """logit = w_0 + Σ_i w_i + Σ_{i<j} <v_i, v_j>. The vectors of a field hold its v and, behind it, its w."""

    def __init__(self, *, embedding: FieldEmbedding) -> None:
        """``embedding`` gives vectors of D + T elements."""
        super().__init__(embedding=embedding)
        self.vectors = FieldVectors(embedding=embedding)
        self.machine = FactorisationMachine(dim=self.vectors.dim - len(self.tasks), tasks=len(self.tasks))
        self.constant = nn.Parameter(torch.zeros(len(self.tasks)))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        logits: Tensor = self.constant + self.machine(self.vectors(embedded))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """pairs: the D elements of Σ_{i<j} v_i ∘ v_j"""
        return {"pairs": self.machine.pairs}


def build_fm(spec: Fm, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> FmModel:
    """A fresh factorisation machine."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes, extra=len(schema.tasks))
    return FmModel(embedding=embedding)
