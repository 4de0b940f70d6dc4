"""A gate over fields: some of them, or none, decide how much of each element of all of them goes on.

The stream-specific feature selection of FinalMLP (Mao et al., arXiv:2304.00902).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from clicklens.nn.output import output_layer
from clicklens.nn.tower import Tower


class FieldGate(nn.Module):
    """h = 2 sigmoid(Gate(x)) ∘ e, Gate a network of ReLU layers with a linear one at its end.

    e is the vectors of all fields, x those of the fields at the positions ``reads``; where it reads none, x is a
    vector that is learned, and the gate is the same for all rows. That vector starts uniform in ±1: at zero, with
    biases that start at zero, nothing behind it would ever move.

    ``weights`` gives the mean of the gate over each field's elements, (B, F), from 0 to 2.
    """

    reads: Tensor  # int64 (number of fields read,)

    def __init__(self, *, fields: int, dim: int, reads: Sequence[int], hidden: Sequence[int]) -> None:
        super().__init__()
        self.register_buffer("reads", torch.tensor(list(reads), dtype=torch.int64), persistent=False)
        self.constant = None if reads else nn.Parameter(torch.empty(1, dim).uniform_(-1.0, 1.0))
        self.tower = Tower(width_in=max(1, len(reads)) * dim, hidden=hidden)
        self.output = output_layer(width_in=self.tower.width, width=fields * dim)
        self.weights = nn.Identity()

    def forward(self, vectors: Tensor) -> Tensor:
        """e (B, F, D) -> h (B, F D)"""
        read = self.constant if self.constant is not None else vectors.index_select(1, self.reads).flatten(1)
        gate = 2 * torch.sigmoid(self.output(self.tower(read)))  # (B, F D), or (1, F D) of a constant
        self.weights(gate.detach().view(-1, *vectors.shape[1:]).mean(dim=2).expand(len(vectors), -1))
        return gate * vectors.flatten(1)
