"""The factorisation machine as a block: numbers of the ids, and products of the vectors of all pairs."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from clicklens.nn.pair_products import pair_products


class FactorisationMachine(nn.Module):
    """Σ_i w_i + Σ_{i<j} <v_i, v_j>, of vectors that hold v and, behind it, w for each task (Rendle, ICDM 2010).

    With several tasks, which the paper does not have, each weighs the elements of the products for itself:
    <v_i, v_j> becomes Σ_d h_d v_id v_jd, h starting at one. ``pairs`` gives the D elements before their sum.
    """

    def __init__(self, *, dim: int, tasks: int) -> None:
        super().__init__()
        self.dim = dim
        self.pairs = nn.Identity()
        self.weight = nn.Parameter(torch.ones(dim, tasks)) if tasks > 1 else None

    def forward(self, vectors: Tensor) -> Tensor:
        """(B, F, D + T) -> (B, T)"""
        pairs = self.pairs(pair_products(vectors[..., : self.dim]))  # (B, D)
        second = pairs.sum(dim=1, keepdim=True) if self.weight is None else pairs @ self.weight  # (B, T)
        logits: Tensor = vectors[..., self.dim :].sum(dim=1) + second
        return logits
