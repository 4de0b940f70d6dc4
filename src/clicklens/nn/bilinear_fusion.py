"""Two states become a logit by what each says and by their products, head by head.

The fusion of FinalMLP (Mao et al., arXiv:2304.00902).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from clicklens.nn.output import output_layer


class BilinearFusion(nn.Module):
    """logit = b + w_1·o_1 + w_2·o_2 + Σ_j o_1jᵀ W_j o_2j, j over the heads, o_ij the j-th part of o_i.

    ``heads`` divides both widths: more heads, fewer products. Each of the ``width`` logits has weights of its own,
    which start after Glorot and Bengio (uniform), b at zero.
    """

    def __init__(self, *, width_1: int, width_2: int, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.first = output_layer(width_in=width_1, width=width)
        self.second = nn.Linear(width_2, width, bias=False)
        nn.init.xavier_uniform_(self.second.weight)
        rows, columns = width_1 // heads, width_2 // heads
        bound = (6.0 / (rows + columns)) ** 0.5
        self.products = nn.Parameter(torch.empty(heads, rows, width * columns).uniform_(-bound, bound))

    def forward(self, o_1: Tensor, o_2: Tensor) -> Tensor:
        """o_1 (B, width_1), o_2 (B, width_2) -> (B, width)"""
        alone: Tensor = self.first(o_1) + self.second(o_2)
        rows, width = alone.shape
        by_head = o_1.view(rows, self.heads, o_1.shape[1] // self.heads).transpose(0, 1)  # (heads, B, rows of W_j)
        left = torch.bmm(by_head, self.products)  # (heads, B, width · columns of W_j)
        left = left.view(self.heads, rows, width, o_2.shape[1] // self.heads).permute(1, 2, 0, 3).flatten(2)
        together: Tensor = (left * o_2.unsqueeze(1)).sum(dim=2)
        return alone + together
