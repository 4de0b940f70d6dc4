"""A hidden layer: h = f(W x + b), with batch normalisation before f if wanted, and dropout behind it while training."""

from __future__ import annotations

from torch import Tensor, nn

from clicklens.nn.activation import Activation, build_activation
from clicklens.nn.batch_norm import BatchNorm


class HiddenLayer(nn.Module):
    """One fully connected layer. ``before`` gives the state before the non-linearity, ``activation`` the one after.

    Weights start after Glorot and Bengio (uniform), biases at zero.
    """

    def __init__(
        self,
        *,
        width_in: int,
        width: int,
        dropout: float = 0.0,
        batch_norm: bool = False,
        activation: Activation = "relu",
    ) -> None:
        super().__init__()
        self.linear = nn.Linear(width_in, width, bias=not batch_norm)  # the norm has a shift of its own
        self.norm = BatchNorm(width) if batch_norm else None
        self.activation = build_activation(activation, width=width)
        self.dropout = nn.Dropout(dropout)
        nn.init.xavier_uniform_(self.linear.weight)
        if not batch_norm:
            nn.init.zeros_(self.linear.bias)

    @property
    def before(self) -> nn.Module:
        """The module whose output goes into the non-linearity."""
        return self.linear if self.norm is None else self.norm

    def forward(self, x: Tensor) -> Tensor:
        """x (B, width_in) -> (B, H)"""
        state = self.linear(x)
        if self.norm is not None:
            state = self.norm(state)
        hidden: Tensor = self.dropout(self.activation(state))
        return hidden
