"""Dice: a PReLU whose bend sits where the data are.

DIN (Zhou et al., arXiv:1706.06978). PReLU changes its slope at 0 whatever comes in; Dice changes it smoothly at the
mean of what comes in.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

EPS = 1e-8  # the paper's
MOMENTUM = 0.1  # what a batch moves the moving averages by
ROUNDING = 2.0**-17  # of the mean: deviations below it are float32's rounding, and no signal


class Dice(nn.Module):
    """f(s) = p(s) s + (1 - p(s)) α s, p(s) = sigmoid((s - E[s]) / sqrt(Var[s] + ε)), ε = 1e-8.

    E and Var are the batch's while training, moving averages otherwise; a batch of one row, which has no variance, is
    read by the moving averages and leaves them. α is learned, one for each neuron; that it starts at 0 is the choice
    of the authors' code. So that a neuron that says the same of every row is not torn apart by rounding, ε grows with
    the mean: (2⁻¹⁷ E[s])² is added to it, which no neuron with a signal notices.
    """

    mean: Tensor  # (H,), the moving average
    variance: Tensor  # (H,), that of the variance that a batch's rows speak for

    def __init__(self, width: int) -> None:
        super().__init__()
        self.alpha = nn.Parameter(torch.zeros(width))
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("variance", torch.ones(width))

    def forward(self, s: Tensor) -> Tensor:
        """(B, H) -> (B, H)"""
        if len(s) == 0:  # which torch's batch normalisation would divide by
            return s * self.alpha
        p = torch.sigmoid(self._standardised(s))  # (B, H)
        return s * torch.addcmul(self.alpha, 1 - self.alpha, p)

    def _standardised(self, s: Tensor) -> Tensor:
        """(s - E) / sqrt(Var + ε), (B, H); while training the moving averages take E and Var of the batch in.

        All but the part of ε that grows with the mean is batch normalisation, for which torch has one fast operation.
        """
        is_training = self.training and len(s) > 1
        shifted, mean, slope = torch.native_batch_norm(
            s, None, None, self.mean, self.variance, is_training, MOMENTUM, EPS
        )  # (B, H), (H,), (H,)
        if not is_training:
            mean, slope = self.mean, torch.rsqrt(self.variance + EPS)
        return shifted * torch.rsqrt(1 + (mean * slope * ROUNDING).square()).detach()
