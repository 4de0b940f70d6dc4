"""CtrModel: the contract that every model keeps, ours or adapted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from torch import Tensor, nn

from clicklens.data.batch import Batch
from clicklens.models.cross_strength import CrossStrength
from clicklens.models.embedded import Embedded
from clicklens.models.weighing import Weighing
from clicklens.nn import StackedEmbedding


class Scored(NamedTuple):
    """Logits, and beside them what training judges as well: those of the model's branches, and a loss of its own."""

    logits: dict[str, Tensor]  # task -> (B,)
    branches: tuple[dict[str, Tensor], ...] = ()  # of each branch the same
    auxiliary: Tensor | None = None  # (B,), nats: what each row adds to the loss


class CtrModel(nn.Module, ABC):
    """A model that gives each row one logit for each task, in two halves with one road between them.

    ``embed`` turns ids into vectors, ``score`` turns vectors into logits and depends on nothing but ``Embedded``.
    A model holds no optimiser, loss, device, metric or file.
    """

    tasks: tuple[str, ...]

    @abstractmethod
    def embed(self, batch: Batch) -> Embedded:
        """The look-ups: one tensor for each field."""

    @abstractmethod
    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """task -> logits (B,). In eval mode rows do not influence one another."""

    @abstractmethod
    def taps(self) -> dict[str, nn.Module]:
        """name -> module whose output is that inner state, input side first.

        A state before a non-linearity carries the name of the state after it and the ending ``.pre``.
        """

    def score_for_training(self, embedded: Embedded) -> Scored:
        """What training asks for: ``score``, and branches or an auxiliary loss where the model has them; most do not.

        The logits are those of ``score`` to the bit; who asks a trained model never sees the rest.
        """
        return Scored(self.score(embedded))

    def weighings(self) -> dict[str, Weighing]:
        """name -> a place where the model weighs its inputs by itself, as attention does; none in most models.

        A name is not also that of a tap. The weights are raw: what the model multiplies by.
        """
        return {}

    def cross_strengths(self) -> dict[str, CrossStrength]:
        """name -> how strongly the model's own weights let one field act on another, whatever the row; often none."""
        return {}

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """task -> logits (B,)"""
        return self.score(self.embed(batch))


def embedding_parameters(model: nn.Module) -> dict[str, nn.Parameter]:
    """The parameters with sparse gradients, by name: the tables, which optimisers update by touched rows."""
    found: dict[str, nn.Parameter] = {}
    for name, module in model.named_modules():
        if isinstance(module, StackedEmbedding):
            found[f"{name}.weight"] = module.weight
    return found


def pairs_of_taps(names: Mapping[str, nn.Module]) -> dict[str, str | None]:
    """tap -> the name of its state before the non-linearity, or None; the ``.pre`` names themselves are left out."""
    return {n: f"{n}.pre" if f"{n}.pre" in names else None for n in names if not n.endswith(".pre")}
