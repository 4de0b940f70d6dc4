"""CIN, the compressed interaction network: products of whole vectors, one order more with each layer."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class CompressedInteraction(nn.Module):
    """X^k_h = Σ_ij W^{k,h}_ij (X^{k-1}_i ∘ X^0_j), and of each X^k_h the sum over its D elements.

    Source: xDeepFM (arXiv:1803.05170), equations 6 and 8. ``outputs`` hold the sums of one layer each.

    Products are made as seldom as the formula allows. The first layer's stand on both sides of the diagonal, so each is
    made once, with W_ij + W_ji. Of the last layer nothing but sums is read, and Σ_d X_id X^0_jd is a product of
    matrices: its F · H products of vectors are never made.
    """

    first: Tensor  # int64 (F (F + 1) / 2,): i and j of each pair i <= j
    second: Tensor
    share: Tensor  # of W_ij + W_ji that counts: half on the diagonal, where both are one

    def __init__(self, *, fields: int, maps: Sequence[int]) -> None:
        """``maps``: how many vectors each layer gives."""
        super().__init__()
        before = [fields, *maps[:-1]]
        self.layers = nn.ModuleList(
            nn.Linear(width * fields, count, bias=False) for width, count in zip(before, maps, strict=True)
        )
        self.outputs = nn.ModuleList(nn.Identity() for _ in maps)
        self.width = sum(maps)
        first, second = torch.triu_indices(fields, fields)
        self.register_buffer("first", first, persistent=False)
        self.register_buffer("second", second, persistent=False)
        self.register_buffer("share", torch.where(first == second, 0.5, 1.0), persistent=False)
        for layer in self.layers:
            nn.init.xavier_uniform_(layer.weight)  # type: ignore[arg-type]

    def forward(self, vectors: Tensor) -> Tensor:
        """(B, F, D) -> (B, sum of maps)"""
        x_0 = vectors.transpose(1, 2).contiguous()  # (B, D, F)
        *inner, last = self.layers
        x, sums = x_0, []
        for number, layer in enumerate(inner):
            x = layer(_products(x, x_0)) if number else self._products_of_fields(x_0)  # (B, D, H')
            sums.append(x.sum(dim=1))
        sums.append(last((x.transpose(1, 2) @ x_0).flatten(1)))  # (B, H F) -> (B, H')
        return torch.cat([output(sum_) for output, sum_ in zip(self.outputs, sums, strict=True)], dim=1)

    def _products_of_fields(self, x_0: Tensor) -> Tensor:
        """The first layer: (B, D, F) -> (B, D, H')"""
        fields = x_0.shape[2]
        weight: Tensor = self.layers[0].weight.view(-1, fields, fields)  # type: ignore[operator]
        both = (weight + weight.transpose(1, 2))[:, self.first, self.second] * self.share  # (H', F (F + 1) / 2)
        return (x_0.index_select(2, self.first) * x_0.index_select(2, self.second)) @ both.T


def _products(x: Tensor, x_0: Tensor) -> Tensor:
    """(B, D, H), (B, D, F) -> (B, D, H F): every element times every one of the same d"""
    return (x.unsqueeze(3) * x_0.unsqueeze(2)).flatten(2)
