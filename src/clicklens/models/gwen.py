"""GwEN, the group-wise embedding network: each field one vector, side by side into a tower of hidden layers.

The model of DeepInsight (Guo et al., arXiv:1806.08541; the name is not in the paper), there with 8 elements a field and
layers of 256, 128, 64 and 32. Fields of several ids are sum-pooled. Numbers, which the paper does not have, join as
they are.
"""

from __future__ import annotations

from typing import Annotated, Literal

import torch
from pydantic import Field as Setting
from torch import Tensor, nn

from clicklens.core.field import SequenceField
from clicklens.core.record import Record
from clicklens.data.batch import Batch
from clicklens.models.base import CtrModel
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.nn import HiddenLayer, pool, side_by_side


class Gwen(Record):
    """Settings of GwEN; widths and start are the paper's."""

    kind: Literal["gwen"] = "gwen"
    hidden: tuple[Annotated[int, Setting(ge=1)], ...] = (256, 128, 64, 32)  # neurons, input side first
    embedding_dim: int = Setting(default=8, ge=1)  # elements of a field's vector
    embedding_spread: float | None = Setting(default=None, gt=0)  # start in ± this; None: Glorot's range
    dropout: float = Setting(default=0.0, ge=0, lt=1)  # share of neurons silenced while training
    bias_field: str | None = None  # its ids give one number at the output, and no vector at the input


class GwenModel(CtrModel):
    """h_0 = [fields; numbers], h_k = ReLU(W_k h_{k-1} + b_k), logit = W h_K + b (+ b_user with a bias field).

    The bias field is the paper's way with a user id that takes over: Pctr = sigmoid(W h_K + b + b_user), b_user one
    number for each id, trained with the rest; that it is zero at the start is ours.
    """

    def __init__(
        self,
        *,
        embedding: FieldEmbedding,
        hidden: tuple[int, ...],
        tasks: tuple[str, ...],
        dropout: float = 0.0,
        bias_field: str | None = None,
    ) -> None:
        super().__init__()
        self.tasks = tasks
        self.embedding = embedding
        self.bias_field = bias_field
        self.pooling = {f.name: f.pooling for f in embedding.schema.fields if isinstance(f, SequenceField)}
        inputs = [width for name, width in embedding.widths.items() if name != bias_field]
        widths = [sum(inputs) + len(embedding.numeric_names), *hidden]
        self.layers = nn.ModuleList(
            HiddenLayer(width_in=before, width=width, dropout=dropout)
            for before, width in zip(widths, hidden, strict=False)
        )
        self.output = nn.Linear(widths[-1], len(tasks))
        nn.init.xavier_uniform_(self.output.weight)
        nn.init.zeros_(self.output.bias)

    def embed(self, batch: Batch) -> Embedded:
        """One vector of ``embedding_dim`` for each field; of a bias field, one number."""
        embedded: Embedded = self.embedding(batch)
        return embedded

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """task -> logits (B,)"""
        state = self._input(embedded)  # (B, sum of D + numbers)
        for layer in self.layers:
            state = layer(state)  # (B, H)
        logits: Tensor = self.output(state)  # (B, tasks)
        if self.bias_field is not None:
            logits = logits + embedded.fields[self.bias_field]  # (B, 1)
        return dict(zip(self.tasks, logits.unbind(1), strict=True))

    def taps(self) -> dict[str, nn.Module]:
        """layer_1.pre, layer_1, layer_2.pre, …"""
        found: dict[str, nn.Module] = {}
        for number, layer in enumerate(self.layers, start=1):
            found[f"layer_{number}.pre"] = layer.get_submodule("linear")
            found[f"layer_{number}"] = layer.get_submodule("activation")
        return found

    def _input(self, embedded: Embedded) -> Tensor:
        parts = [
            pool(vector, embedded.masks[name], kind=self.pooling[name]) if name in embedded.masks else vector
            for name, vector in embedded.fields.items()
            if name != self.bias_field
        ]
        fields = side_by_side(parts) if parts else embedded.numeric[:, :0]
        return torch.cat([fields, embedded.numeric], dim=1) if embedded.numeric.shape[1] else fields
