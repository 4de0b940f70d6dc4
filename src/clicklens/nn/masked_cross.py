"""A cross layer that says everything twice: as it is, and masked by itself.

DCNv3 (Li et al., arXiv:2407.13349).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import torch
from torch import Tensor, nn

Growth: TypeAlias = Literal["exponential", "linear"]


class MaskedCross(nn.Module):
    """x_{l+1} = y ∘ (c + b) + x_l, c = [h; h ∘ m], h = W x_l, m = ReLU(LN(h)), W (D/2, D).

    ``growth`` says what the layer multiplies. Exponential: y = x_l, products of up to 2^l elements after l layers.
    Linear: y = x_0, up to l + 1. The mask lets through what stands above the mean of h, so half of c is free of noise.

    h and h ∘ m stand field by field: of each field's ``dim`` elements c has h for the first half and h ∘ m for the
    second. The paper puts the first halves of all fields before the second ones, which is another order of the same.
    ``heads`` share all weights, and each crosses its own part of the vectors, D = fields · dim elements: x is
    [x^1; …; x^heads].

    W starts after Glorot and Bengio (uniform), b uniform in [0, 1) as in the authors' code. ``dropout`` silences that
    share of x_{l+1} while training.
    """

    def __init__(self, *, fields: int, dim: int, growth: Growth, heads: int = 1, dropout: float = 0.0) -> None:
        """``dim``, a field's elements in each head, must be even."""
        super().__init__()
        self.growth = growth
        self.shape = (heads, fields, dim // 2)
        half = fields * dim // 2
        self.linear = nn.Linear(2 * half, half, bias=False)
        self.norm = nn.LayerNorm(half)
        self.bias = nn.Parameter(torch.rand(fields, 2, dim // 2))
        self.dropout = nn.Dropout(dropout)
        nn.init.xavier_uniform_(self.linear.weight)

    def forward(self, first: Tensor, x: Tensor) -> Tensor:
        """(B, heads · D) each -> (B, heads · D)"""
        h = self.linear(x.view(-1, self.shape[0], self.linear.in_features))  # (B, heads, D/2)
        masked = h * self.norm(h).relu()
        c = torch.stack([h.view(-1, *self.shape), masked.view(-1, *self.shape)], dim=3)  # (B, heads, F, 2, dim/2)
        crossed = torch.addcmul(x, x if self.growth == "exponential" else first, (c + self.bias).flatten(1))
        kept: Tensor = self.dropout(crossed)
        return kept

    def kernel(self) -> Tensor:
        """W (D/2, D): how much element j of x_l adds to what multiplies the i-th element of the first halves."""
        return self.linear.weight
