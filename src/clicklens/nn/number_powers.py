"""Powers of a number, so that a network need not build curves from cuts.

The numeric inputs of YouTube's ranking network (Covington, Adams, Sargin, RecSys 2016).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

SMALLEST = 1e-4  # a share: under the root it counts as this at least


class NumberPowers(nn.Module):
    """[x², √x] of the numbers at ``places``, which lie from 0 to 1. ``width`` is that of what comes out.

    The root's slope at 0 is infinite, and a gradient by the number would be too; so x counts as 10⁻⁴ there at least.
    """

    places: Tensor  # int64 (numbers,)

    def __init__(self, *, places: Sequence[int]) -> None:
        super().__init__()
        self.register_buffer("places", torch.tensor(list(places), dtype=torch.int64), persistent=False)
        self.width = 2 * len(places)

    def forward(self, numbers: Tensor) -> Tensor:
        """(B, n) -> (B, width), the squares first"""
        x = numbers.index_select(1, self.places)
        return torch.cat([x.square(), x.clamp(min=SMALLEST).sqrt()], dim=1)
