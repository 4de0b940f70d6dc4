"""Embedded: the only road from a raw row to a logit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor


@dataclass(frozen=True)
class Embedded:
    """A batch after the look-ups: one tensor for each field. What a model's ``score`` may depend on, and nothing else.

    Whatever asks a model about changed inputs (saliency, interactions, what-if) changes these tensors.
    """

    fields: Mapping[str, Tensor]  # field -> (B, D); a sequence is (B, L, D); in the schema's order
    numeric: Tensor  # float32 (B, number of numeric fields)
    numeric_names: tuple[str, ...] = ()  # the fields along the second axis of ``numeric``
    masks: Mapping[str, Tensor] = field(default_factory=dict)  # sequence field -> bool (B, L), True where an id stands

    def __len__(self) -> int:
        return int(self.numeric.shape[0])

    def map(self, change: Callable[[Tensor], Tensor]) -> Embedded:
        """The same with ``change`` applied to every field's tensor and the numbers; masks stay as they are."""
        fields = {name: change(tensor) for name, tensor in self.fields.items()}
        return replace(self, fields=fields, numeric=change(self.numeric))

    def as_leaves(self) -> Embedded:
        """Detached copies that collect gradients."""
        return self.map(lambda tensor: tensor.detach().clone().requires_grad_())

    def take(self, rows: Tensor) -> Embedded:
        """The rows at these positions, int64 (k,)."""
        picked = self.map(lambda tensor: torch.index_select(tensor, 0, rows))
        return replace(picked, masks={name: mask[rows] for name, mask in self.masks.items()})

    def mixed(self, name: str, other: Embedded, stays: Tensor) -> tuple[Tensor, Tensor | None]:
        """A field's vectors, and its mask where it is a sequence: these where ``stays`` bool (B,), elsewhere others'.

        ``other`` has B rows, or one for all; of two lengths of a sequence the longer one is taken.
        """
        own, theirs = self.fields[name], other.fields[name]
        if name not in self.masks:
            return torch.where(stays[:, None], own, theirs), None
        length = max(own.shape[1], theirs.shape[1])
        mask = torch.where(stays[:, None], _longer(self.masks[name], length), _longer(other.masks[name], length))
        return torch.where(stays[:, None, None], _longer(own, length), _longer(theirs, length)), mask


def _longer(sequence: Tensor, length: int) -> Tensor:
    """(B, L, …) -> (B, length, …), padding behind"""
    if sequence.shape[1] == length:
        return sequence
    padding = sequence.new_zeros(len(sequence), length - sequence.shape[1], *sequence.shape[2:])
    return torch.cat([sequence, padding], dim=1)
