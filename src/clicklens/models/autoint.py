"""AutoInt: fields that attend to one another, layer over layer; with a DNN beside them AutoInt+.

Song et al., CIKM 2019, arXiv:1810.11921.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

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
from clicklens.nn import FieldAttention, Tower, output_layer


class AutoInt(TowerSettings):
    """Settings of AutoInt; layers, heads and units are the paper's."""

    kind: Literal["autoint"] = "autoint"
    hidden: tuple[Width, ...] = ()  # neurons of the DNN beside the attention, input side first; none: no DNN
    attention_layers: int = Setting(default=3, ge=1)
    heads: int = Setting(default=2, ge=1)  # of each layer
    units: int = Setting(default=32, ge=1)  # of each head
    residual: bool = True  # what a field was joins what it takes
    project_residual: bool = True  # also where it is as wide as what it takes
    scale: bool = False  # divide scores by sqrt(units)
    projection_relu: bool = False  # ReLU on queries, keys, values and the residual
    layer_norm: bool = False  # of each field behind each layer
    attention_dropout: float = Setting(default=0.0, ge=0, lt=1)  # share of weights silenced while training


class AutoIntModel(FieldModel):
    """logit = w·[e_1^K; …; e_F^K] + b, e^k = FieldAttention_k(e^{k-1}), e^0 the fields' vectors.

    With a tower, w'·DNN([e_1; …; e_F]) + b' is added: AutoInt+.
    """

    def __init__(self, *, embedding: FieldEmbedding, layers: list[FieldAttention], tower: Tower | None) -> None:
        super().__init__(embedding=embedding)
        self.vectors = FieldVectors(embedding=embedding)
        self.layers = nn.ModuleList(layers)
        tasks, fields = len(self.tasks), len(self.vectors.names)
        self.output = output_layer(width_in=fields * layers[-1].width, width=tasks)
        self.tower = tower
        self.tower_output = None if tower is None else output_layer(width_in=tower.width, width=tasks)

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        fields = self.vectors(embedded)  # (B, F, D)
        taken = fields
        for layer in self.layers:
            taken = layer(taken)  # (B, F, heads · units)
        logits: Tensor = self.output(taken.flatten(1))
        if self.tower is not None and self.tower_output is not None:
            logits = logits + self.tower_output(self.tower(fields.flatten(1)))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """attention_1, …: what all fields have become, side by side; then those of the DNN, layer_1.pre, layer_1, …"""
        found = {
            f"attention_{number}": layer.get_submodule("activation")
            for number, layer in enumerate(self.layers, start=1)
        }
        return found if self.tower is None else {**found, **self.tower.taps()}

    def weighings(self) -> dict[str, Weighing]:
        """attention_weights_1, …: how much each field takes from each in that layer, the mean over heads."""
        return {
            f"attention_weights_{number}": Weighing(
                layer.get_submodule("weights"), over="pairs", fields=self.vectors.names
            )
            for number, layer in enumerate(self.layers, start=1)
        }


def build_autoint(spec: AutoInt, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> AutoIntModel:
    """A fresh AutoInt, or AutoInt+ where there are hidden layers."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    width = spec.heads * spec.units
    layers = [
        FieldAttention(
            dim=width if number else spec.embedding_dim,
            units=spec.units,
            heads=spec.heads,
            residual=spec.residual,
            project_residual=spec.project_residual,
            scale=spec.scale,
            projection_relu=spec.projection_relu,
            layer_norm=spec.layer_norm,
            attention_dropout=spec.attention_dropout,
        )
        for number in range(spec.attention_layers)
    ]
    fields = len(embedding.widths) + len(embedding.numeric_names)
    tower = build_tower(spec, width_in=fields * spec.embedding_dim) if spec.hidden else None
    return AutoIntModel(embedding=embedding, layers=layers, tower=tower)
