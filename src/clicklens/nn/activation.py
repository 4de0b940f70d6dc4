"""Non-linearities by name."""

from __future__ import annotations

from typing import Literal, TypeAlias

from torch import nn

from clicklens.nn.dice import Dice

Activation: TypeAlias = Literal["relu", "prelu", "dice", "sigmoid", "tanh"]


def build_activation(kind: Activation, *, width: int) -> nn.Module:
    """The non-linearity of a layer of ``width`` neurons; PReLU and Dice learn a slope for each of them."""
    if kind == "prelu":
        return nn.PReLU(width)
    if kind == "dice":
        return Dice(width)
    plain: dict[str, type[nn.Module]] = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
    return plain[kind]()
