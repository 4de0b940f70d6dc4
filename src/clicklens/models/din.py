"""DIN, the deep interest network: past behaviours weighed by what they have to do with the candidate, then a tower.

Zhou et al., KDD 2018, arXiv:1706.06978.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from torch import Tensor, nn

from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.models.field_model import FieldModel
from clicklens.models.flat_input import FlatInput
from clicklens.models.history import History, histories
from clicklens.models.settings import TowerSettings, Width, build_tower
from clicklens.models.weighing import Weighing
from clicklens.nn import Activation, Interaction, TargetAttention, Tower, output_layer


class Din(TowerSettings):
    """Settings of DIN; widths and Dice are the paper's."""

    kind: Literal["din"] = "din"
    hidden: tuple[Width, ...] = (200, 80)
    activation: Activation = "dice"
    behaviours: tuple[tuple[str, ...], ...] = ()  # sequences that hold the same events, weighed as one
    attention_hidden: tuple[Width, ...] = (36,)  # neurons of the network that weighs a behaviour
    attention_activation: Activation = "dice"
    interaction: Interaction = "product"  # what that network reads of behaviour and candidate besides the two
    softmax: bool = False  # weights that sum to 1


class DinModel(FieldModel):
    """v_U(A) = Σ_l a(e_l, v_A) e_l in place of a pooled history; then as the DNN: a tower over all vectors.

    Sequences that attend to nothing are pooled as the schema says.
    """

    def __init__(
        self,
        *,
        embedding: FieldEmbedding,
        histories: Sequence[History],
        attentions: Sequence[TargetAttention],
        input_: FlatInput,
        tower: Tower,
    ) -> None:
        """One attention for each history."""
        super().__init__(embedding=embedding)
        self.histories = tuple(histories)
        self.attentions = nn.ModuleList(attentions)
        self.input = input_
        self.tower = tower
        self.output = output_layer(width_in=tower.width, width=len(self.tasks))

    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T)"""
        weighed = embedded
        for history, attention in zip(self.histories, self.attentions, strict=True):
            interest = attention(history.keys(embedded), history.query(embedded), history.mask(embedded))
            weighed = history.summed_up(weighed, interest)
        logits: Tensor = self.output(self.tower(self.input(weighed)))
        return logits

    def taps(self) -> dict[str, nn.Module]:
        """interest_1, … for each history, then layer_1.pre, layer_1, layer_2.pre, …"""
        interests = {f"interest_{number}": attention for number, attention in enumerate(self.attentions, start=1)}
        return {**interests, **self.tower.taps()}

    def weighings(self) -> dict[str, Weighing]:
        """attention_1, … for each history: the weights of its events."""
        found = {}
        for number, (history, attention) in enumerate(zip(self.histories, self.attentions, strict=True), start=1):
            module = attention.get_submodule("weights")
            found[f"attention_{number}"] = Weighing(
                module, over="positions", fields=history.sequences, candidate=history.candidates[0]
            )
        return found


def build_din(spec: Din, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DinModel:
    """A fresh DIN. Raises ConfigError where a sequence cannot be held against what it attends to."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    found = histories(schema, together=spec.behaviours, widths=embedding.widths)
    attentions = [
        TargetAttention(
            dim=len(history.sequences) * spec.embedding_dim,
            hidden=spec.attention_hidden,
            activation=spec.attention_activation,
            interaction=spec.interaction,
            softmax=spec.softmax,
        )
        for history in found
    ]
    input_ = FlatInput(embedding=embedding)
    tower = build_tower(spec, width_in=input_.width)
    return DinModel(embedding=embedding, histories=found, attentions=attentions, input_=input_, tower=tower)
