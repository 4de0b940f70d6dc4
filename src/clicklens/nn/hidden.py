"""A hidden layer: h = ReLU(W x + b), with dropout behind it while training."""

from __future__ import annotations

from torch import Tensor, nn


class HiddenLayer(nn.Module):
    """One fully connected layer. ``linear`` holds the state before the non-linearity, ``activation`` the one after.

    Weights start after Glorot and Bengio (uniform), biases at zero.
    """

    def __init__(self, *, width_in: int, width: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.linear = nn.Linear(width_in, width)
        self.activation = nn.ReLU()
        self.dropout = nn.Dropout(dropout)
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x: Tensor) -> Tensor:
        """x (B, width_in) -> (B, H)"""
        hidden: Tensor = self.dropout(self.activation(self.linear(x)))
        return hidden
