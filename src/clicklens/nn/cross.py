"""Cross layers: products of every order, one order more with each layer.

All have the form x_{l+1} = x_0 ∘ g(x_l) + x_l, and take (x_0, x_l), both (B, D). ``CrossNetwork`` stacks them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import torch
from torch import Tensor, nn

Gate: TypeAlias = Literal["softmax", "sigmoid", "none"]


class CrossVector(nn.Module):
    """x_{l+1} = x_0 (x_l · w) + b + x_l: one weight an element (DCN, arXiv:1708.05123, equation 3)."""

    def __init__(self, *, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width, 1))
        self.bias = nn.Parameter(torch.zeros(width))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, first: Tensor, x: Tensor) -> Tensor:
        """-> (B, D)"""
        return torch.addcmul(x + self.bias, first, x @ self.weight)


class CrossMatrix(nn.Module):
    """x_{l+1} = x_0 ∘ (W x_l + b) + x_l: a full matrix (DCN V2, arXiv:2008.13535, equation 1)."""

    def __init__(self, *, width: int) -> None:
        super().__init__()
        self.linear = nn.Linear(width, width)
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, first: Tensor, x: Tensor) -> Tensor:
        """-> (B, D)"""
        return torch.addcmul(x, first, self.linear(x))

    def kernel(self) -> Tensor:
        """W (1, D, D): how much element j of x_l adds to what multiplies element i."""
        return self.linear.weight.unsqueeze(0)


class CrossMixture(nn.Module):
    """x_{l+1} = Σ_i G_i(x_l) [x_0 ∘ (U_i g(C_i g(V_iᵀ x_l)) + b)] + x_l: low rank, a mixture of experts.

    DCN V2, arXiv:2008.13535, equations 3 and 4. g is tanh; with one expert there is no gate, C and g are left out,
    and W = U Vᵀ is the plain low-rank layer of its equation 2.
    """

    def __init__(self, *, width: int, rank: int, experts: int = 1, gate: Gate = "softmax") -> None:
        super().__init__()
        self.gate_kind = gate
        self.down = nn.Parameter(torch.empty(experts, width, rank))  # V
        self.up = nn.Parameter(torch.empty(experts, rank, width))  # Uᵀ
        self.middle = nn.Parameter(torch.empty(experts, rank, rank)) if experts > 1 else None  # Cᵀ
        self.bias = nn.Parameter(torch.zeros(width))
        self.gate = nn.Linear(width, experts, bias=False) if experts > 1 and gate != "none" else None
        for stack in [self.down, self.up] + ([self.middle] if self.middle is not None else []):
            for matrix in stack:
                nn.init.xavier_uniform_(matrix)

    def forward(self, first: Tensor, x: Tensor) -> Tensor:
        """-> (B, D)"""
        if self.middle is None:
            return torch.addcmul(x, first, x @ self.down[0] @ self.up[0] + self.bias)
        state = torch.einsum("bd,edr->ebr", x, self.down).tanh()  # (E, B, R)
        state = (state @ self.middle).tanh() @ self.up + self.bias  # (E, B, D)
        weight = self._gates(x)  # (B, E)
        mixed = state.sum(dim=0) if weight is None else torch.einsum("be,ebd->bd", weight, state)
        return torch.addcmul(x, first, mixed)

    def kernel(self) -> Tensor:
        """Each expert's U C Vᵀ, (E, D, D), or U Vᵀ of a single one: what it does where its tanh are still linear."""
        down = self.down if self.middle is None else self.down @ self.middle
        return (down @ self.up).transpose(1, 2)

    def _gates(self, x: Tensor) -> Tensor | None:
        if self.gate is None:
            return None
        scores: Tensor = self.gate(x)
        return scores.softmax(dim=1) if self.gate_kind == "softmax" else scores.sigmoid()


class CrossNetwork(nn.Module):
    """Cross layers on top of one another; after l of them x holds products of up to l + 1 elements."""

    def __init__(self, layers: Iterable[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, first: Tensor) -> Tensor:
        """(B, D) -> (B, D)"""
        x = first
        for layer in self.layers:
            x = layer(first, x)
        return x

    def kernels(self) -> list[Tensor]:
        """The matrices of each layer that has such, (E, D, D), one for each of its experts."""
        return [layer.kernel() for layer in self.layers if isinstance(layer, (CrossMatrix, CrossMixture))]

    def taps(self, name: str = "cross") -> dict[str, nn.Module]:
        """``name_1``, ``name_2``, …: the state after each layer"""
        return {f"{name}_{number}": layer for number, layer in enumerate(self.layers, start=1)}
