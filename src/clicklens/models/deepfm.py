"""DeepFM: a factorisation machine and a tower over the same vectors.

Guo et al., IJCAI 2017, arXiv:1703.04247.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from torch import Tensor, nn

from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.field_vectors import FieldVectors
from clicklens.models.settings import TowerSettings, build_tower
from clicklens.nn import FactorisationMachine, Tower, output_layer


class DeepFm(TowerSettings):
    """Settings of DeepFM."""

    kind: Literal["deepfm"] = "deepfm"


class DeepFmModel(FieldModel):
    """logit = Σ_i w_i + Σ_{i<j} <v_i, v_j> + w h_K + b, h_0 = [v_1; …; v_F]."""

    def __init__(self, *, embedding: FieldEmbedding, vectors: FieldVectors, tower: Tower) -> None:
        """``embedding`` gives vectors of D + T elements; the tower reads D of each."""
        super().__init__(embedding=embedding)
        self.vectors = vectors
        self.machine = FactorisationMachine(dim=vectors.dim - len(self.tasks), tasks=len(self.tasks))
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        vectors = self.vectors(embedded)  # (B, F, D + T)
        products = self.machine(vectors)  # (B, T)
        state = self.tower(vectors[..., : self.machine.dim].flatten(1))  # (B, H)
        logits: Tensor = products + self.output(state)
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """pairs, then layer_1.pre, layer_1, …"""
        return {"pairs": self.machine.pairs, **self.tower.taps()}


def build_deepfm(spec: DeepFm, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DeepFmModel:
    """A fresh DeepFM."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes, extra=len(schema.tasks))
    vectors = FieldVectors(embedding=embedding)
    tower = build_tower(spec, width_in=len(vectors.names) * spec.embedding_dim)
    return DeepFmModel(embedding=embedding, vectors=vectors, tower=tower)
