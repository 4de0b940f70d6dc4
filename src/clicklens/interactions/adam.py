"""Adam (Kingma and Ba, arXiv:1412.6980) for tensors whose first axis is the network: networks can leave."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.optim.adam import adam

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Adam:
    """m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − lr m̂ / (√v̂ + ε), as torch's own has it."""

    def __init__(self, parameters: Sequence[Tensor], *, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.first = [torch.zeros_like(p) for p in parameters]
        self.second = [torch.zeros_like(p) for p in parameters]
        self.steps = [torch.zeros((), device=p.device) for p in parameters]  # as torch counts them

    def step(self, parameters: Sequence[Tensor], gradients: Sequence[Tensor]) -> None:
        """Changes ``parameters`` in place, in one pass over the memory."""
        adam(
            list(parameters),
            list(gradients),
            self.first,
            self.second,
            [],
            self.steps,
            fused=True,
            amsgrad=False,
            beta1=BETA_1,
            beta2=BETA_2,
            lr=self.learning_rate,
            weight_decay=0.0,
            eps=EPSILON,
            maximize=False,
        )

    def go_on_with(self, places: Tensor) -> None:
        """Only the networks at these places stay."""
        self.first = [tensor[places] for tensor in self.first]
        self.second = [tensor[places] for tensor in self.second]
