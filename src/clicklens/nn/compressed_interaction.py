"""CIN, the compressed interaction network: products of whole vectors, one order more with each layer."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class CompressedInteraction(nn.Module):
    """X^k_h = Σ_ij W^{k,h}_ij (X^{k-1}_i ∘ X^0_j), and of each X^k_h the sum over its D elements.

    Source: xDeepFM (arXiv:1803.05170), equations 6 and 8. ``outputs`` hold the sums of one layer each.
    """

    def __init__(self, *, fields: int, maps: Sequence[int]) -> None:
        """``maps``: how many vectors each layer gives."""
        super().__init__()
        before = [fields, *maps[:-1]]
        self.layers = nn.ModuleList(
            nn.Linear(width * fields, count, bias=False) for width, count in zip(before, maps, strict=True)
        )
        self.outputs = nn.ModuleList(nn.Identity() for _ in maps)
        self.width = sum(maps)
        for layer in self.layers:
            nn.init.xavier_uniform_(layer.weight)  # type: ignore[arg-type]

    def forward(self, vectors: Tensor) -> Tensor:
        """(B, F, D) -> (B, sum of maps)"""
        first = vectors.transpose(1, 2)  # (B, D, F)
        state, sums = first, []
        for layer, output in zip(self.layers, self.outputs, strict=True):
            products = (state.unsqueeze(3) * first.unsqueeze(2)).flatten(2)  # (B, D, H F)
            state = layer(products)  # (B, D, H)
            sums.append(output(state.sum(dim=1)))
        return torch.cat(sums, dim=1)
