"""Many small networks of one shape side by side: one tensor a layer, whose first axis is the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

Activation = Literal["relu", "softplus"]
Start = Literal["uniform", "normal"]


class StackedMlp:
    """h_l = f(h_{l-1} W_l + b_l) of I networks at once; the last layer is linear and gives one number.

    Plain tensors and no module: networks are taken out of the stack when they are done, which a module cannot.
    """

    def __init__(self, weights: Sequence[Tensor], biases: Sequence[Tensor], *, activation: Activation = "relu") -> None:
        """weights (I, H_{l-1}, H_l), biases (I, 1, H_l); the last H is 1. No bias for the last layer: one less."""
        self.weights = list(weights)
        self.biases = list(biases)
        self.activation: Activation = activation

    @classmethod
    def drawn(
        cls,
        widths: Sequence[int],
        streams: Iterable[np.random.Generator],
        *,
        activation: Activation = "relu",
        start: Start = "uniform",
        output_bias: bool = True,
        device: torch.device | str = "cpu",
    ) -> StackedMlp:
        """A fresh stack, a network for each of ``streams``; ``widths`` from the input to the last hidden layer.

        Its numbers are uniform on ± 1 / √H_{l-1} as torch's linear layers are, or normal with a deviation of 0.1, none
        beyond twice that.
        """
        shapes = list(zip(widths, [*widths[1:], 1], strict=True))
        drawn = [_drawn(shapes, random, start) for random in streams]
        weights = [_stacked([one[0][layer] for one in drawn], device) for layer in range(len(shapes))]
        biases = [_stacked([one[1][layer] for one in drawn], device) for layer in range(len(shapes))]
        return cls(weights, biases if output_bias else biases[:-1], activation=activation)

    def __call__(self, x: Tensor) -> Tensor:
        """x (I, B, H_0) -> (I, B)"""
        last = len(self.weights) - 1
        for layer, weight in enumerate(self.weights):
            has_bias = layer < len(self.biases)
            x = torch.baddbmm(self.biases[layer], x, weight) if has_bias else torch.bmm(x, weight)  # (I, B, H_l)
            if layer < last:
                x = x.relu_() if self.activation == "relu" else functional.softplus(x)
        return x.squeeze(-1)

    def moved(self, by: float) -> StackedMlp:
        """Networks that answer x as these answer x + ``by``."""
        first = self.biases[0] + by * self.weights[0].sum(dim=1, keepdim=True)
        return StackedMlp(self.weights, [first, *self.biases[1:]], activation=self.activation)

    def parameters(self) -> list[Tensor]:
        """All tensors, weights first."""
        return [*self.weights, *self.biases]

    def with_parameters(self, parameters: Sequence[Tensor]) -> StackedMlp:
        """The same networks with other tensors, in the order of ``parameters``."""
        layers = len(self.weights)
        return StackedMlp(parameters[:layers], parameters[layers:], activation=self.activation)


def _drawn(
    shapes: Sequence[tuple[int, int]], random: np.random.Generator, start: Start
) -> tuple[list[Tensor], list[Tensor]]:
    weights: list[Tensor] = []
    biases: list[Tensor] = []
    for width_in, width in shapes:
        bound = width_in**-0.5
        for tensors, rows in ((weights, width_in), (biases, 1)):
            size = (rows, width)
            numbers = random.uniform(-bound, bound, size) if start == "uniform" else 0.1 * _cut_normal(random, size)
            tensors.append(torch.from_numpy(numbers.astype(np.float32)))
    return weights, biases


def _cut_normal(random: np.random.Generator, size: tuple[int, int]) -> NDArray[np.float64]:
    """Standard normal, drawn anew where it is beyond ± 2."""
    numbers = random.normal(size=size)
    while (beyond := np.abs(numbers) > 2).any():
        numbers[beyond] = random.normal(size=int(beyond.sum()))
    return numbers


def _stacked(tensors: Sequence[Tensor], device: torch.device | str) -> Tensor:
    return torch.stack(list(tensors)).to(device)
