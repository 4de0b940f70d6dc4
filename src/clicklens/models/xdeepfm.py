"""xDeepFM: products of whole vectors up to any order, beside a tower and a number for each id.

Lian et al., KDD 2018, arXiv:1803.05170.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import torch
from pydantic import Field as Setting
from torch import Tensor, nn

from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.field_vectors import FieldVectors
from clicklens.models.settings import TowerSettings, Width, build_tower
from clicklens.nn import CompressedInteraction, Tower, output_layer


class XDeepFm(TowerSettings):
    """Settings of xDeepFM."""

    kind: Literal["xdeepfm"] = "xdeepfm"
    maps: tuple[Width, ...] = Setting(default=(32, 32), min_length=1)  # vectors that each product layer gives


class XDeepFmModel(FieldModel):
    """logit = Σ_i w_i + w · [p_1; …; p_K; h_K'] + b: p_k the sums of the k-th product layer, h_K' the tower's state."""

    def __init__(
        self, *, embedding: FieldEmbedding, vectors: FieldVectors, products: CompressedInteraction, tower: Tower
    ) -> None:
        """``embedding`` gives vectors of D + T elements; products and tower read D of each."""
        super().__init__(embedding=embedding)
        self.vectors = vectors
        self.dim = vectors.dim - len(self.tasks)
        self.products = products
        self.tower = tower
        self.output = output_layer(width_in=products.width + tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        vectors = self.vectors(embedded)  # (B, F, D + T)
        own = vectors[..., : self.dim]  # (B, F, D)
        state = torch.cat([self.products(own), self.tower(own.flatten(1))], dim=1)
        logits: Tensor = vectors[..., self.dim :].sum(dim=1) + self.output(state)
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """products_1, …: the sums of each product layer; then layer_1.pre, layer_1, …"""
        sums = {f"products_{number}": output for number, output in enumerate(self.products.outputs, start=1)}
        return {**sums, **self.tower.taps()}


def build_xdeepfm(spec: XDeepFm, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> XDeepFmModel:
    """A fresh xDeepFM."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes, extra=len(schema.tasks))
    vectors = FieldVectors(embedding=embedding)
    fields = len(vectors.names)
    tower = build_tower(spec, width_in=fields * spec.embedding_dim)
    products = CompressedInteraction(fields=fields, maps=spec.maps)
    return XDeepFmModel(embedding=embedding, vectors=vectors, products=products, tower=tower)
