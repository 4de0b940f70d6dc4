"""Batch normalisation that also takes a batch of one row, as the last of a pass may be."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.functional import batch_norm


class BatchNorm(nn.BatchNorm1d):
    """(x - E[x]) / sqrt(Var[x] + eps) · γ + β, E and Var of the batch while training, running means otherwise.

    One row has no variance: while training it is normalised by the running means, which it leaves as they are, where
    torch's own module raises.
    """

    def __init__(self, width: int) -> None:
        super().__init__(width)
        self.num_batches_tracked = None  # only a mean over all batches would need it, and a checkpoint would carry it

    def forward(self, input: Tensor) -> Tensor:
        """(B, H) -> (B, H)"""
        if self.training and len(input) < 2:
            return batch_norm(input, self.running_mean, self.running_var, self.weight, self.bias, eps=self.eps)
        normalised: Tensor = super().forward(input)
        return normalised
