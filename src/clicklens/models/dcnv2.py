"""DCN V2: cross layers with a full, low-rank or mixed matrix, beside or below a tower.

Wang et al., WWW 2021, arXiv:2008.13535.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import torch
from pydantic import Field as Setting
from pydantic import model_validator
from torch import Tensor, nn

from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.cross_strength import CrossStrength, block_norms
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.flat_input import FlatInput
from clicklens.models.settings import TowerSettings, build_tower
from clicklens.nn import CrossMatrix, CrossMixture, CrossNetwork, Gate, Tower, output_layer

Structure = Literal["parallel", "stacked", "cross_only"]


class DcnV2(TowerSettings):
    """Settings of DCN V2; parallel with three full cross layers is what won on the public benchmark."""

    kind: Literal["dcnv2"] = "dcnv2"
    cross_layers: int = Setting(default=3, ge=1)  # l of them reach products of l + 1 elements
    structure: Structure = "parallel"  # the tower beside the cross layers, on top of them, or none
    low_rank: int | None = Setting(default=None, ge=1)  # columns of U and V; None: full matrices
    experts: int = Setting(default=1, ge=1)  # low-rank layers that are mixed
    gate: Gate = "softmax"  # how experts are weighed

    @model_validator(mode="after")
    def _experts_have_a_rank(self) -> DcnV2:
        if self.experts > 1 and self.low_rank is None:
            raise ValueError("several experts need low_rank, the columns of their matrices")
        return self


class DcnV2Model(FieldModel):
    """x_{l+1} = x_0 ∘ (W_l x_l + b_l) + x_l, x_0 = [v_1; …; v_F; numbers].

    The logit is linear in [x_L; h_K] when the tower stands beside (parallel), in h_K when it stands on x_L (stacked),
    in x_L without one.
    """

    def __init__(
        self, *, embedding: FieldEmbedding, input_: FlatInput, cross: CrossNetwork, tower: Tower, is_stacked: bool
    ) -> None:
        """``tower`` may have no layer; then ``is_stacked`` gives the cross layers alone."""
        super().__init__(embedding=embedding)
        self.input = input_
        self.cross = cross
        self.tower = tower
        self.is_stacked = is_stacked
        width = tower.width if is_stacked else input_.width + tower.width
        self.output = output_layer(width_in=width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        first = self.input(embedded)  # (B, D)
        crossed = self.cross(first)  # (B, D)
        state = self.tower(crossed) if self.is_stacked else torch.cat([crossed, self.tower(first)], dim=1)
        logits: Tensor = self.output(state)
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """cross_1, cross_2, …, then layer_1.pre, layer_1, …"""
        return {**self.cross.taps(), **self.tower.taps()}

    def cross_strengths(self) -> dict[str, CrossStrength]:
        """cross_1, cross_2, …: the Frobenius norm of each block of W; of a mixture, the mean over its experts of it."""
        names, widths = zip(*self.input.columns.items(), strict=True)
        return {
            f"cross_{number}": CrossStrength(
                names, torch.stack([block_norms(kernel, rows=widths, columns=widths) for kernel in kernels]).mean(dim=0)
            )
            for number, kernels in enumerate(self.cross.kernels(), start=1)
        }


def build_dcnv2(spec: DcnV2, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DcnV2Model:
    """A fresh DCN V2."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    input_ = FlatInput(embedding=embedding)
    cross = CrossNetwork(_cross_layer(spec, input_.width) for _ in range(spec.cross_layers))
    if spec.structure == "cross_only":
        spec = spec.model_copy(update={"hidden": ()})
    return DcnV2Model(
        embedding=embedding,
        input_=input_,
        cross=cross,
        tower=build_tower(spec, width_in=input_.width),
        is_stacked=spec.structure != "parallel",
    )


def _cross_layer(spec: DcnV2, width: int) -> nn.Module:
    if spec.low_rank is None:
        return CrossMatrix(width=width)
    return CrossMixture(width=width, rank=spec.low_rank, experts=spec.experts, gate=spec.gate)
