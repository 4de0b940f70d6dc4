"""Target attention: how much each past behaviour matters to this candidate.

The local activation unit of DIN (Zhou et al., arXiv:1706.06978).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import torch
from torch import Tensor, nn

from clicklens.nn.activation import Activation
from clicklens.nn.output import output_layer
from clicklens.nn.shares import shares
from clicklens.nn.tower import Tower

Interaction: TypeAlias = Literal["product", "outer"]


class TargetAttention(nn.Module):
    """v(A) = Σ_l a(e_l, v_A) e_l over the positions l that hold an id.

    a is a small network with one linear unit at its end. It reads [e, e - v, e ∘ v, v], or with ``interaction``
    "outer" [e, e vᵀ, v], all D² products: the paper speaks of their "out product" and draws no more. The weights are
    not normalised, so that their sum tells how strong the interest is; with ``softmax`` they are, over the positions
    and after a division by sqrt(D), as in the authors' code.

    Weights start near one, so that training begins with the sum of a history and a behaviour that speaks for a click
    is given more. From zero on, the tower would come to read a_l e_l with whatever sign chance gave the first weights.

    The network runs over the positions that hold an id and no others, so that what it costs, and what its Dice
    averages over, is real behaviours and not padding. ``weights`` gives a, (B, L), 0 elsewhere.
    """

    def __init__(
        self,
        *,
        dim: int,
        hidden: Sequence[int],
        activation: Activation = "dice",
        interaction: Interaction = "product",
        softmax: bool = False,
    ) -> None:
        super().__init__()
        width = 4 * dim if interaction == "product" else 2 * dim + dim * dim
        self.unit = Tower(width_in=width, hidden=hidden, activation=activation)
        self.output = output_layer(width_in=self.unit.width, width=1)
        nn.init.ones_(self.output.bias)
        self.weights = nn.Identity()
        self.dim = dim
        self.interaction = interaction
        self.softmax = softmax

    def forward(self, keys: Tensor, query: Tensor, mask: Tensor) -> Tensor:
        """keys (B, L, D), 0 where nothing stands, query (B, D), mask bool (B, L) -> (B, D)"""
        held = mask.flatten().nonzero().squeeze(1)  # (N,), the positions that hold an id, of B · L
        behaviour = keys.flatten(0, 1).index_select(0, held)  # (N, D)
        candidate = query.index_select(0, held // mask.shape[1])  # (N, D)
        score = self.output(self.unit(self._pairs(behaviour, candidate))).squeeze(1)  # (N,)
        weights = self.weights(self._weights(score, held, mask))  # (B, L)
        return torch.bmm(weights.unsqueeze(1), keys).squeeze(1)

    def _pairs(self, e: Tensor, v: Tensor) -> Tensor:
        """e, v (N, D) -> what the network reads of each pair, (N, 4D) or (N, 2D + D²)"""
        if self.interaction == "product":
            return torch.cat([e, e - v, e * v, v], dim=1)
        return torch.cat([e, (e.unsqueeze(2) * v.unsqueeze(1)).flatten(1), v], dim=1)

    def _weights(self, score: Tensor, held: Tensor, mask: Tensor) -> Tensor:
        """score (N,) -> (B, L), 0 where nothing stands"""
        if not self.softmax:
            return score.new_zeros(mask.numel()).index_copy(0, held, score).view(mask.shape)
        return shares(score / self.dim**0.5, held, mask)
