"""Wide & Deep: a number for each id beside a tower over the vectors.

Cheng et al., DLRS 2016, arXiv:1606.07792.
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
from clicklens.nn import Tower, output_layer


class WideDeep(TowerSettings):
    """Settings of Wide & Deep."""

    kind: Literal["wide_deep"] = "wide_deep"


class WideDeepModel(FieldModel):
    """logit = Σ_i w_i + w h_K + b, h_0 = [v_1; …; v_F].

    The wide part's products of ids are fields of the schema like any other; the paper's FTRL for it is not made.
    """

    def __init__(self, *, embedding: FieldEmbedding, vectors: FieldVectors, tower: Tower) -> None:
        """``embedding`` gives vectors of D + T elements; the tower reads D of each, the wide part the others."""
        super().__init__(embedding=embedding)
        self.vectors = vectors
        self.dim = vectors.dim - len(self.tasks)
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        vectors = self.vectors(embedded)  # (B, F, D + T)
        wide = vectors[..., self.dim :].sum(dim=1)  # (B, T)
        logits: Tensor = wide + self.output(self.tower(vectors[..., : self.dim].flatten(1)))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """layer_1.pre, layer_1, …"""
        return self.tower.taps()


def build_wide_deep(spec: WideDeep, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> WideDeepModel:
    """A fresh Wide & Deep."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes, extra=len(schema.tasks))
    vectors = FieldVectors(embedding=embedding)
    tower = build_tower(spec, width_in=len(vectors.names) * spec.embedding_dim)
    return WideDeepModel(embedding=embedding, vectors=vectors, tower=tower)
