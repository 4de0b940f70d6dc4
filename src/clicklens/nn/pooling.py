"""Pooling: many vectors of one field become one."""

from __future__ import annotations

from torch import Tensor


def pool(vectors: Tensor, mask: Tensor, *, kind: str) -> Tensor:
    """Sum or mean over the positions where ``mask`` holds; a row without any gives zeros.

    vectors (B, L, D), mask bool (B, L) -> (B, D)
    """
    total = (vectors * mask.unsqueeze(-1)).sum(dim=1)  # (B, D)
    if kind == "sum":
        return total
    return total / mask.sum(dim=1, keepdim=True).clamp(min=1)
