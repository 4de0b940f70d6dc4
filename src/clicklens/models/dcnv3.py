"""DCNv3: two cross networks and no tower, one whose products double with each layer, one that adds an order at a time.

Li et al., arXiv:2407.13349; its authors later call it FCN.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field as Setting
from pydantic import model_validator
from torch import Tensor, nn

from clicklens.core.schema import FeatureSchema
from clicklens.models.base import Scored
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.cross_strength import CrossStrength, block_norms
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.field_vectors import FieldVectors
from clicklens.models.settings import EmbeddingSettings
from clicklens.nn import CrossNetwork, Growth, MaskedCross, output_layer


class DcnV3(EmbeddingSettings):
    """Settings of DCNv3; layers, dropout and width are those of its authors' best on Criteo."""

    kind: Literal["dcnv3"] = "dcnv3"
    embedding_dim: int = Setting(default=16, ge=2)  # elements of a field's vector; half of each head's are masked
    deep_layers: int = Setting(default=3, ge=1)  # exponential: l of them reach products of 2^l elements
    shallow_layers: int = Setting(default=4, ge=0)  # linear: l of them reach products of l + 1; 0: the deep ones alone
    heads: int = Setting(default=1, ge=1)  # parts of the vectors that are crossed by themselves
    dropout: float = Setting(default=0.1, ge=0, lt=1)  # share silenced behind each deep layer while training
    shallow_dropout: float = Setting(default=0.2, ge=0, lt=1)  # and behind each shallow one

    @model_validator(mode="after")
    def _heads_have_halves(self) -> DcnV3:
        if self.embedding_dim % (2 * self.heads):
            raise ValueError(
                f"embedding_dim is {self.embedding_dim}, and each of heads={self.heads} takes a part of it that has "
                f"two halves: a multiple of {2 * self.heads} would be right"
            )
        return self


class DcnV3Model(FieldModel):
    """logit = (z_d + z_s) / 2, both the mean over heads of w · x_L + b, x_0 = [v_1; …; v_F] of the head.

    z_d comes from the deep cross layers and z_s from the shallow ones. Training judges either by itself as well.
    """

    def __init__(
        self, *, embedding: FieldEmbedding, vectors: FieldVectors, heads: int, deep: CrossNetwork, shallow: CrossNetwork
    ) -> None:
        """``shallow`` may have no layer; then z_d is the logit."""
        super().__init__(embedding=embedding)
        self.vectors = vectors
        self.heads = heads
        self.deep = deep
        self.shallow = shallow
        width, tasks = len(vectors.names) * vectors.dim // heads, len(self.tasks)
        self.deep_output = output_layer(width_in=width, width=tasks)
        self.shallow_output = output_layer(width_in=width, width=tasks) if len(shallow.layers) else None

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        return _mean(self._branches(embedded))

    def score_for_training(self, embedded: Embedded) -> Scored:
        """The logits, and as branches z_d and z_s."""
        branches = self._branches(embedded)
        apart = branches if len(branches) > 1 else []
        return Scored(self.by_task(_mean(branches)), tuple(self.by_task(z) for z in apart))

    def taps(self) -> dict[str, nn.Module]:
        """deep_1, deep_2, …, then shallow_1, …"""
        return {**self.deep.taps("deep"), **self.shallow.taps("shallow")}

    def cross_strengths(self) -> dict[str, CrossStrength]:
        """deep_1, …, shallow_1, …: the Frobenius norm of each block of W, which all heads share; without the mask."""
        names = self.vectors.names
        dim = self.vectors.dim // self.heads
        rows, columns = [dim // 2] * len(names), [dim] * len(names)
        return {
            tap: CrossStrength(names, block_norms(layer.kernel(), rows=rows, columns=columns))
            for tap, layer in self.taps().items()
            if isinstance(layer, MaskedCross)
        }

    def _branches(self, embedded: Embedded) -> list[Tensor]:
        """z_d and, where there are shallow layers, z_s, (B, T) each"""
        first = self._by_head(self.vectors(embedded))  # (B, heads · D)
        branches = [self._mean_over_heads(self.deep_output, self.deep(first))]
        if self.shallow_output is not None:
            branches.append(self._mean_over_heads(self.shallow_output, self.shallow(first)))
        return branches

    def _by_head(self, vectors: Tensor) -> Tensor:
        """(B, F, E) -> (B, heads · F · E / heads)"""
        if self.heads == 1:
            return vectors.flatten(1)
        by_head = vectors.view(-1, len(self.vectors.names), self.heads, self.vectors.dim // self.heads)
        return by_head.transpose(1, 2).flatten(1)

    def _mean_over_heads(self, output: nn.Linear, x: Tensor) -> Tensor:
        """(B, heads · D) -> (B, T); the mean of linear read-outs is that of the mean"""
        z: Tensor = output(x if self.heads == 1 else x.view(-1, self.heads, output.in_features).mean(dim=1))
        return z


def _mean(branches: list[Tensor]) -> Tensor:
    return sum(branches[1:], branches[0]) / len(branches)


def build_dcnv3(spec: DcnV3, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DcnV3Model:
    """A fresh DCNv3."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    vectors = FieldVectors(embedding=embedding)

    def network(growth: Growth, layers: int, dropout: float) -> CrossNetwork:
        fields, dim = len(vectors.names), spec.embedding_dim // spec.heads
        return CrossNetwork(
            MaskedCross(fields=fields, dim=dim, growth=growth, heads=spec.heads, dropout=dropout) for _ in range(layers)
        )

    return DcnV3Model(
        embedding=embedding,
        vectors=vectors,
        heads=spec.heads,
        deep=network("exponential", spec.deep_layers, spec.dropout),
        shallow=network("linear", spec.shallow_layers, spec.shallow_dropout),
    )
