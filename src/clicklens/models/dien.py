"""DIEN, the deep interest evolution network: how a person's interest in such a candidate grew, then a tower.

Zhou et al., AAAI 2019, arXiv:1809.03672.
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
from clicklens.nn import Activation, InterestEvolution


class Dien(TowerSettings):
    """Settings of DIEN; the tower is DIN's."""

    kind: Literal["dien"] = "dien"
    hidden: tuple[Width, ...] = (200, 80)
    activation: Activation = "dice"
    behaviours: tuple[tuple[str, ...], ...] = ()  # sequences that hold the same events, read as one


class DienModel(HistoryModel):
    """The last state of a GRU over the interests h_t, its gate scaled by a_t, in place of a pooled history."""


def build_dien(spec: Dien, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DienModel:
    """A fresh DIEN. Raises ConfigError where a sequence cannot be held against what it attends to."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    found = histories(schema, together=spec.behaviours, widths=embedding.widths)
    readers = [InterestEvolution(dim=len(history.sequences) * spec.embedding_dim) for history in found]
    input_ = FlatInput(embedding=embedding)
    tower = build_tower(spec, width_in=input_.width)
    return DienModel(embedding=embedding, histories=found, readers=readers, input_=input_, tower=tower)
