"""GwEN, the group-wise embedding network: each field one vector, side by side into a tower of hidden layers.

The model of DeepInsight (Guo et al., arXiv:1806.08541; the name is not in the paper), there with 8 elements a field and
layers of 256, 128, 64 and 32. Fields of several ids are sum-pooled. Numbers, which the paper does not have, join as
they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field as Setting
from torch import Tensor, nn

from clicklens.core.record import Record
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models.base import CtrModel
from clicklens.models.bias_table import bias_table
from clicklens.models.build_embedding import refuse_without_input
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.flat_input import FlatInput
from clicklens.nn import HiddenLayer, output_layer


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
        self.input = FlatInput(embedding=embedding, without=bias_field)
        widths = [self.input.width, *hidden]
        self.layers = nn.ModuleList(
            HiddenLayer(width_in=before, width=width, dropout=dropout)
            for before, width in zip(widths, hidden, strict=False)
        )
        self.output = output_layer(width_in=widths[-1], width=len(tasks))

    def embed(self, batch: Batch) -> Embedded:
        """One vector of ``embedding_dim`` for each field; of a bias field, one number."""
        embedded: Embedded = self.embedding(batch)
        return embedded

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """task -> logits (B,)"""
        state = self.input(embedded)  # (B, sum of D + numbers)
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


def build_gwen(spec: Gwen, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> GwenModel:
    """A fresh GwEN; a bias field's numbers start at zero. Raises ConfigError for a field that cannot be one."""
    dims = {} if spec.bias_field is None else {bias_table(spec.bias_field, schema): len(schema.tasks)}
    embedding = FieldEmbedding(
        schema=schema,
        table_sizes=table_sizes,
        dim=spec.embedding_dim,
        dims=dims,
        spread=spec.embedding_spread,
        direct=dims,
    )
    refuse_without_input(embedding, besides=spec.bias_field)
    tasks = tuple(task.name for task in schema.tasks)
    model = GwenModel(
        embedding=embedding, hidden=spec.hidden, tasks=tasks, dropout=spec.dropout, bias_field=spec.bias_field
    )
    if spec.bias_field is not None:
        embedding.zero_table(bias_table(spec.bias_field, schema))
    return model
