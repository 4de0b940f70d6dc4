"""Adam (Kingma and Ba, arXiv:1412.6980) for tensors whose first axis is the network: networks can leave."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Adam:
    """m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − lr m̂ / (√v̂ + ε), as torch's own has it."""

    def __init__(self, parameters: Sequence[Tensor], *, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.first = [torch.zeros_like(p) for p in parameters]
        self.second = [torch.zeros_like(p) for p in parameters]
        self.steps = 0

    def step(self, parameters: Sequence[Tensor], gradients: Sequence[Tensor]) -> None:
        """Changes ``parameters`` in place; the gradients are used up."""
        self.steps += 1
        rate = self.learning_rate / (1 - BETA_1**self.steps)
        correction = (1 - BETA_2**self.steps) ** -0.5
        for p, g, first, second in zip(parameters, gradients, self.first, self.second, strict=True):
            first.lerp_(g, 1 - BETA_1)
            second.mul_(BETA_2).addcmul_(g, g, value=1 - BETA_2)
            torch.sqrt(second, out=g).mul_(correction).add_(EPSILON)
            p.addcdiv_(first, g, value=-rate)

    def go_on_with(self, places: Tensor) -> None:
        """Only the networks at these places stay."""
        self.first = [tensor[places] for tensor in self.first]
        self.second = [tensor[places] for tensor in self.second]
