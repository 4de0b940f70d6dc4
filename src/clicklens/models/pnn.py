"""PNN, the product-based network: a tower over the vectors and their products.

Qu et al., ICDM 2016, arXiv:1611.00144.
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
from clicklens.models.settings import TowerSettings, build_tower
from clicklens.nn import InnerProducts, OuterProduct, Tower, output_layer


class Pnn(TowerSettings):
    """Settings of PNN: inner products make it IPNN, outer ones OPNN, both PNN*."""

    kind: Literal["pnn"] = "pnn"
    product: Literal["inner", "outer", "both"] = "inner"


class PnnModel(FieldModel):
    """h_0 = [v_1; …; v_F; products], then as the DNN."""

    def __init__(
        self, *, embedding: FieldEmbedding, vectors: FieldVectors, products: nn.ModuleList, tower: Tower
    ) -> None:
        super().__init__(embedding=embedding)
        self.vectors = vectors
        self.products = products
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        vectors = self.vectors(embedded)  # (B, F, D)
        state = torch.cat([vectors.flatten(1), *(product(vectors) for product in self.products)], dim=1)
        logits: Tensor = self.output(self.tower(state))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """layer_1.pre, layer_1, …"""
        return self.tower.taps()


def build_pnn(spec: Pnn, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> PnnModel:
    """A fresh PNN."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    vectors = FieldVectors(embedding=embedding)
    fields = len(vectors.names)
    inner, outer = InnerProducts(fields=fields), OuterProduct(dim=spec.embedding_dim)
    kinds: dict[str, list[InnerProducts | OuterProduct]] = {"inner": [inner], "outer": [outer], "both": [inner, outer]}
    chosen = kinds[spec.product]
    width = fields * spec.embedding_dim + sum(product.width for product in chosen)
    tower = build_tower(spec, width_in=width)
    return PnnModel(embedding=embedding, vectors=vectors, products=nn.ModuleList(chosen), tower=tower)
