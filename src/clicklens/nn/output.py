"""The last layer of a model."""

from __future__ import annotations

from torch import nn


def output_layer(*, width_in: int, width: int) -> nn.Linear:
    """W h + b: (B, width_in) -> (B, width). W starts after Glorot and Bengio (uniform), b at zero."""
    layer = nn.Linear(width_in, width)
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer
