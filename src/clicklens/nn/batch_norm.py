"""Batch normalisation that also takes a batch of one row, as the last of a pass may be."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import batch_norm


class BatchNorm(nn.Module):
    """(x - E[x]) / sqrt(Var[x] + eps) · γ + β, E and Var of the batch while training, running means otherwise.

    As torch's own (momentum 0.1, eps 1e-5), but that one row, which has no variance, is normalised by the running means
    while training too and leaves them as they are.
    """

    running_mean: Tensor  # (H,)
    running_var: Tensor  # (H,)

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))
        self.register_buffer("running_mean", torch.zeros(width))
        self.register_buffer("running_var", torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        """(B, H) -> (B, H)"""
        of_batch = self.training and len(x) > 1
        return batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, training=of_batch)
