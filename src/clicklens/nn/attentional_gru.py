"""AUGRU: a recurrent network that an attention tells how far each step may move it.

DIEN (Zhou et al., arXiv:1809.03672).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class AttentionalGru(nn.Module):
    """h_t = (1 - a_t u_t) ∘ h_{t-1} + a_t u_t ∘ c_t, the update gate u_t scaled by the attention a_t.

    u_t = σ(W_u x_t + U_u h_{t-1} + b_u), r_t = σ(W_r x_t + U_r h_{t-1} + b_r),
    c_t = tanh(W_c x_t + b_c + r_t ∘ (U_c h_{t-1} + d_c)), h_0 = 0.

    A step without weight leaves the state as it is. With a = 1 this is torch's GRU, whose gate is 1 - u. A weight may
    be negative or above 1 only if the attention gives such.
    """

    def __init__(self, *, dim: int, width: int) -> None:
        super().__init__()
        self.width = width
        self.input = nn.Linear(dim, 3 * width)
        self.state = nn.Linear(width, 3 * width)
        for layer in (self.input, self.state):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x: Tensor, weight: Tensor, sizes: Sequence[int]) -> Tensor:
        """x (N, D) and weight (N,) in the order of ``Moments``, whose ``sizes`` these are -> (R, H), the last states"""
        rows = sizes[0] if sizes else 0
        h = x.new_zeros(rows, self.width)
        ended: list[Tensor] = []
        gates = torch.split(self.input(x), list(sizes))  # (n_t, 3H) each
        for gate, a in zip(gates, torch.split(weight.unsqueeze(1), list(sizes)), strict=True):
            if len(gate) < len(h):
                ended.append(h[len(gate) :])
                h = h[: len(gate)]
            from_x, from_h = gate.chunk(3, dim=1), self.state(h).chunk(3, dim=1)
            u = torch.sigmoid(from_x[0] + from_h[0])  # (n_t, H)
            r = torch.sigmoid(from_x[1] + from_h[1])
            c = torch.tanh(from_x[2] + r * from_h[2])
            h = h + a * u * (c - h)
        return torch.cat([h, *reversed(ended)])
