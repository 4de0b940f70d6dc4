"""DIN, the deep interest network: past behaviours weighed by what they have to do with the candidate, then a tower.

Zhou et al., KDD 2018, arXiv:1706.06978.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from clicklens.core.schema import FeatureSchema
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.flat_input import FlatInput
from clicklens.models.history import histories
from clicklens.models.history_model import HistoryModel
from clicklens.models.settings import TowerSettings, Width, build_tower
from clicklens.nn import Activation, Interaction, TargetAttention


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


class DinModel(HistoryModel):
    """v_U(A) = Σ_l a(e_l, v_A) e_l in place of a pooled history; then as the DNN: a tower over all vectors."""


def build_din(spec: Din, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DinModel:
    """A fresh DIN. Raises ConfigError where a sequence cannot be held against what it attends to."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    found = histories(schema, together=spec.behaviours, widths=embedding.widths)
    readers = [
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
    return DinModel(embedding=embedding, histories=found, readers=readers, input_=input_, tower=tower)
