"""YouTubeDNN in its ranking form: a DNN that reads a number by its rank and by two powers of it.

Covington, Adams, Sargin, "Deep neural networks for YouTube recommendations", RecSys 2016.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import torch
from torch import Tensor, nn

from clicklens.core.field import Cumulative
from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.flat_input import FlatInput
from clicklens.models.settings import TowerSettings, Width, build_tower
from clicklens.nn import NumberPowers, Tower, output_layer


class YouTubeDnn(TowerSettings):
    """Settings of YouTubeDNN; widths and powers are the paper's."""

    kind: Literal["youtubednn"] = "youtubednn"
    hidden: tuple[Width, ...] = (1024, 512, 256)
    powers: bool = True  # square and root of numbers that the schema reads by their cumulative share


class YouTubeDnnModel(FieldModel):
    """h_0 = [v_1; …; v_F; numbers; x̃²; √x̃], h_k = f(W_k h_{k-1} + b_k), logit = w h_K + b.

    x̃ are the numbers whose transform is ``cumulative``: shares of the training rows, from 0 to 1. A number under
    another transform has no root and enters once.
    """

    def __init__(
        self, *, embedding: FieldEmbedding, input_: FlatInput, powers: NumberPowers | None, tower: Tower
    ) -> None:
        super().__init__(embedding=embedding)
        self.input = input_
        self.powers = powers
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        flat = self.input(embedded)  # (B, sum of D + numbers)
        if self.powers is not None:
            flat = torch.cat([flat, self.powers(embedded.numeric)], dim=1)
        logits: Tensor = self.output(self.tower(flat))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """layer_1.pre, layer_1, layer_2.pre, …"""
        return self.tower.taps()


def build_youtubednn(spec: YouTubeDnn, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> YouTubeDnnModel:
    """A fresh YouTubeDNN."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    input_ = FlatInput(embedding=embedding)
    is_share = [isinstance(field.transform, Cumulative) for field in schema.numeric_fields]
    places = [place for place, known in enumerate(is_share) if known]
    powers = NumberPowers(places=places) if places and spec.powers else None
    width = input_.width + (0 if powers is None else powers.width)
    return YouTubeDnnModel(embedding=embedding, input_=input_, powers=powers, tower=build_tower(spec, width_in=width))
