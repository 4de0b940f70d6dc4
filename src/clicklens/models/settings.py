"""Settings that many models share, so that one word means one thing in all of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.nn import Activation, Tower

Width = Annotated[int, Setting(ge=1)]


class EmbeddingSettings(Record):
    """How ids become vectors. All fields get the same width, whatever the schema says of their tables."""

    embedding_dim: int = Setting(default=10, ge=1)  # elements of a field's vector
    embedding_spread: float | None = Setting(default=0.01, gt=0)  # start in ± this; None: Glorot's range


class TowerSettings(EmbeddingSettings):
    """How the hidden layers of the deep part are built."""

    hidden: tuple[Width, ...] = (400, 400, 400)  # neurons, input side first
    activation: Activation = "relu"
    batch_norm: bool = False  # normalise over the batch before each non-linearity
    dropout: float = Setting(default=0.0, ge=0, lt=1)  # share of neurons silenced while training


def build_tower(settings: TowerSettings, *, width_in: int) -> Tower:
    """The hidden layers that the settings describe, over an input of ``width_in`` elements."""
    return Tower(
        width_in=width_in,
        hidden=settings.hidden,
        dropout=settings.dropout,
        batch_norm=settings.batch_norm,
        activation=settings.activation,
    )
