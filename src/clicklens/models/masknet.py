"""MaskNet: hidden layers whose input is weighed, element by element, by a mask that the whole row decides.

Wang, She, Zhang, DLP-KDD 2021, arXiv:2102.07619.
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
from clicklens.models.weighing import Weighing
from clicklens.nn import FieldNorm, MaskBlock, Tower, output_layer


class MaskNet(TowerSettings):
    """Settings of MaskNet; the defaults won on Criteo_x1 in the BARS benchmark (arXiv:2009.05794)."""

    kind: Literal["masknet"] = "masknet"
    structure: Literal["serial", "parallel"] = "serial"  # each block masks the one before, or all the embeddings
    blocks: tuple[Width, ...] = Setting(default=(400, 400, 400), min_length=1)  # neurons of each block
    hidden: tuple[Width, ...] = ()  # neurons of the tower behind the blocks, input side first
    reduction: float = Setting(default=0.2, gt=0)  # width of a mask's hidden layer over that of what is masked
    embedding_layer_norm: bool = False  # normalise each field's vector before it is masked


class MaskNetModel(FieldModel):
    """e = [v_1; …; v_F], x = LN(e) or e. Serial: h_1 = B_1(e, x), h_k = B_k(e, h_{k-1}). Parallel: h = [B_k(e, x)].

    logit = w·tower(h) + b. The mask of every block B is made of e, never of LN(e).
    """

    def __init__(
        self, *, embedding: FieldEmbedding, blocks: list[MaskBlock], is_parallel: bool, norm: bool, tower: Tower
    ) -> None:
        super().__init__(embedding=embedding)
        self.vectors = FieldVectors(embedding=embedding)
        self.norm = FieldNorm(fields=len(self.vectors.names), dim=self.vectors.dim) if norm else None
        self.blocks = nn.ModuleList(blocks)
        self.is_parallel = is_parallel
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        vectors = self.vectors(embedded)  # (B, F, D)
        e = vectors.flatten(1)  # (B, F D)
        state = e if self.norm is None else self.norm(vectors).flatten(1)
        if self.is_parallel:
            state = torch.cat([block(e, state) for block in self.blocks], dim=1)  # (B, sum of H)
        else:
            for block in self.blocks:
                state = block(e, state)  # (B, H)
        logits: Tensor = self.output(self.tower(state))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """block_1.pre, block_1, block_2.pre, …, then those of the tower, layer_1.pre, layer_1, …"""
        found: dict[str, nn.Module] = {}
        for number, block in enumerate(self.blocks, start=1):
            found[f"block_{number}.pre"] = block.get_submodule("norm")
            found[f"block_{number}"] = block.get_submodule("activation")
        return {**found, **self.tower.taps()}

    def weighings(self) -> dict[str, Weighing]:
        """mask_1, … of the blocks that mask the fields, the first one or all: the mean over a field's elements."""
        masking = self.blocks if self.is_parallel else self.blocks[:1]
        return {
            f"mask_{number}": Weighing(block.get_submodule("weights"), over="fields", fields=self.vectors.names)
            for number, block in enumerate(masking, start=1)
        }


def build_masknet(spec: MaskNet, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> MaskNetModel:
    """A fresh MaskNet."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    is_parallel = spec.structure == "parallel"
    fields = len(embedding.widths) + len(embedding.numeric_names)
    width = fields * spec.embedding_dim
    blocks: list[MaskBlock] = []
    for number, neurons in enumerate(spec.blocks):
        masks_fields = is_parallel or number == 0
        block = MaskBlock(
            width_mask=width,
            width_in=width if masks_fields else spec.blocks[number - 1],
            width=neurons,
            reduction=spec.reduction,
            fields=fields if masks_fields else None,
            dropout=spec.dropout,
            activation=spec.activation,
        )
        blocks.append(block)
    tower = build_tower(spec, width_in=sum(spec.blocks) if is_parallel else spec.blocks[-1])
    return MaskNetModel(
        embedding=embedding, blocks=blocks, is_parallel=is_parallel, norm=spec.embedding_layer_norm, tower=tower
    )
