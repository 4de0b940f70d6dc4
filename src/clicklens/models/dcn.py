"""DCN, the deep and cross network: products of growing order beside a tower.

Wang et al., ADKDD 2017, arXiv:1708.05123.
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
from clicklens.models.flat_input import FlatInput
from clicklens.models.settings import TowerSettings, build_tower
from clicklens.nn import CrossNetwork, CrossVector, Tower, output_layer


class Dcn(TowerSettings):
    """Settings of DCN."""

    kind: Literal["dcn"] = "dcn"
    cross_layers: int = Setting(default=3, ge=1)  # l of them reach products of l + 1 elements


class DcnModel(FieldModel):
    """x_{l+1} = x_0 (x_l · w_l) + b_l + x_l beside h_{k+1} = f(W_k h_k + b_k), logit = w · [x_L; h_K] + b.

    Both start from x_0 = h_0 = [v_1; …; v_F; numbers].
    """

    def __init__(self, *, embedding: FieldEmbedding, input_: FlatInput, cross: CrossNetwork, tower: Tower) -> None:
        super().__init__(embedding=embedding)
        self.input = input_
        self.cross = cross
        self.tower = tower
        self.output = output_layer(width_in=input_.width + tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        first = self.input(embedded)  # (B, D)
        logits: Tensor = self.output(torch.cat([self.cross(first), self.tower(first)], dim=1))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """cross_1, cross_2, …, then layer_1.pre, layer_1, …"""
        return {**self.cross.taps(), **self.tower.taps()}


def build_dcn(spec: Dcn, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DcnModel:
    """A fresh DCN."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    input_ = FlatInput(embedding=embedding)
    cross = CrossNetwork(CrossVector(width=input_.width) for _ in range(spec.cross_layers))
    return DcnModel(embedding=embedding, input_=input_, cross=cross, tower=build_tower(spec, width_in=input_.width))
