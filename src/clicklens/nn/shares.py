"""Shares: scores of the positions that hold an id, made weights that sum to one for each row."""

from __future__ import annotations

import torch
from torch import Tensor


def shares(score: Tensor, held: Tensor, mask: Tensor) -> Tensor:
    """softmax over each row's positions where ``mask``, bool (B, L), holds; a row without any gives zeros.

    score (N,) of the positions ``held``, int64 (N,), counted through B · L -> (B, L), 0 where nothing stands
    """
    lowest = torch.finfo(score.dtype).min  # not -inf: a row without any id must not become NaN
    spread = score.new_full((mask.numel(),), lowest).index_copy(0, held, score)
    return spread.view(mask.shape).softmax(dim=1) * mask
