"""Products of field vectors as inputs of a tower."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class InnerProducts(nn.Module):
    """<v_i, v_j> for every pair i < j (IPNN, arXiv:1611.00144, section III). (B, F, D) -> (B, F (F - 1) / 2)"""

    first: Tensor
    second: Tensor

    def __init__(self, *, fields: int) -> None:
        super().__init__()
        first, second = torch.triu_indices(fields, fields, offset=1)
        self.register_buffer("first", first, persistent=False)
        self.register_buffer("second", second, persistent=False)
        self.width = len(first)

    def forward(self, vectors: Tensor) -> Tensor:
        """-> (B, F (F - 1) / 2)"""
        return (vectors @ vectors.transpose(1, 2))[:, self.first, self.second]


class OuterProduct(nn.Module):
    """s sᵀ with s = Σ_i v_i: the outer products of all pairs laid over one another (OPNN). (B, F, D) -> (B, D²)"""

    def __init__(self, *, dim: int) -> None:
        super().__init__()
        self.width = dim * dim

    def forward(self, vectors: Tensor) -> Tensor:
        """-> (B, D²)"""
        total = vectors.sum(dim=1)  # (B, D)
        return (total.unsqueeze(2) * total.unsqueeze(1)).flatten(1)
