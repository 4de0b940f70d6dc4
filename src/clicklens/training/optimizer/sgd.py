"""Stochastic gradient descent, with momentum if wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import torch
from pydantic import Field as Setting
from torch import Tensor, nn

from clicklens.core.record import Record
from clicklens.training.optimizer.base import CtrOptimizer


class Sgd(Record):
    """Settings of stochastic gradient descent."""

    kind: Literal["sgd"] = "sgd"
    lr: float = Setting(default=0.1, gt=0)
    momentum: float = Setting(default=0.0, ge=0, lt=1)  # share of the last velocity that is kept


class SgdOptimizer(CtrOptimizer):
    """b = momentum · b + g, w -= lr · b; without momentum w -= lr · g.

    On tables momentum is lazy: a row that the batch does not touch rests and keeps its velocity, where dense momentum
    would let it coast. Without momentum touched rows get exactly the dense update.
    """

    def __init__(self, parameters: Iterable[nn.Parameter], *, lr: float, momentum: float = 0.0, **decays: Any) -> None:
        super().__init__(parameters, lr=lr, **decays)
        self.momentum = momentum

    def _fresh_state(self, weight: Tensor, *, is_table: bool) -> dict[str, Tensor]:  # noqa: ARG002
        return {"velocity": torch.zeros_like(weight)} if self.momentum else {}

    def _update(self, weight: Tensor, gradient: Tensor, state: Mapping[str, Tensor], *, count: int) -> None:  # noqa: ARG002
        if self.momentum:
            gradient = state["velocity"].mul_(self.momentum).add_(gradient)
        weight.add_(gradient, alpha=-self.lr)
