"""DIEN, the deep interest evolution network: how a person's interest in such a candidate grew, then a tower.

Zhou et al., AAAI 2019, arXiv:1809.03672.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

import torch
from pydantic import Field as Setting
from torch import Tensor

from clicklens.core.schema import FeatureSchema
from clicklens.models.base import Scored
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.embedded import Embedded
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
    auxiliary: float = Setting(
        default=1.0, ge=0
    )  # α: times what h_t loses in telling the next behaviour joins the loss


class DienModel(HistoryModel):
    """The last state of a GRU over the interests h_t, its gate scaled by a_t, in place of a pooled history.

    L = L_target + α L_aux: while training each h_t is asked to tell the behaviour at t + 1 from another one.
    """

    def __init__(self, *, auxiliary: float, **parts: Any) -> None:
        """``parts`` as in ``HistoryModel``."""
        super().__init__(**parts)
        self.auxiliary = auxiliary

    def score_for_training(self, embedded: Embedded) -> Scored:
        """The logits, and while training α L_aux of each row, summed over its histories."""
        if not (self.training and self.auxiliary and self.histories):
            return Scored(self.score(embedded))
        read, lost = embedded, []
        for history, reader in zip(self.histories, self.readers, strict=True):
            keys, query, mask = history.keys(embedded), history.query(embedded), history.mask(embedded)
            interest, loss = cast(InterestEvolution, reader).with_next_behaviour(keys, query, mask)
            read = history.summed_up(read, interest)
            lost.append(loss)
        total: Tensor = torch.stack(lost).sum(dim=0)  # (B,)
        return Scored(self.by_task(self.logits_of(read)), auxiliary=self.auxiliary * total)


def build_dien(spec: Dien, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> DienModel:
    """A fresh DIEN. Raises ConfigError where a sequence cannot be held against what it attends to."""
    embedding = uniform_embedding(spec, schema=schema, table_sizes=table_sizes)
    found = histories(schema, together=spec.behaviours, widths=embedding.widths)
    readers = [InterestEvolution(dim=len(history.sequences) * spec.embedding_dim) for history in found]
    input_ = FlatInput(embedding=embedding)
    tower = build_tower(spec, width_in=input_.width)
    return DienModel(
        auxiliary=spec.auxiliary, embedding=embedding, histories=found, readers=readers, input_=input_, tower=tower
    )
