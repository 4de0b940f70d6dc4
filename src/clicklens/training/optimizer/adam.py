"""Adam and AdamW: steps of about one learning rate, in the direction of a running mean of gradients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import torch
from pydantic import Field as Setting
from torch import Tensor, nn

from clicklens.core.record import Record
from clicklens.training.optimizer.base import CtrOptimizer

_Beta = Annotated[float, Setting(ge=0, lt=1)]


class Adam(Record):
    """Settings of Adam (Kingma and Ba, arXiv:1412.6980); the defaults are the paper's."""

    kind: Literal["adam"] = "adam"
    lr: float = Setting(default=1e-3, gt=0)
    betas: tuple[_Beta, _Beta] = (0.9, 0.999)  # how much of the past the two running means keep
    eps: float = Setting(default=1e-8, gt=0)
    lazy: bool = True  # ids that a batch leaves out rest; false: they move on as in dense Adam, at the cost of all ids


class AdamW(Record):
    """Settings of Adam with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101)."""

    kind: Literal["adamw"] = "adamw"
    lr: float = Setting(default=1e-3, gt=0)
    betas: tuple[_Beta, _Beta] = (0.9, 0.999)
    eps: float = Setting(default=1e-8, gt=0)
    weight_decay: float = Setting(default=0.01, ge=0)  # a step takes lr · this share of each weight it updates
    lazy: bool = True


class AdamOptimizer(CtrOptimizer):
    """m = β₁ m + (1 - β₁) g, v = β₂ v + (1 - β₂) g², w -= lr · m̂ / (sqrt(v̂) + eps); hats divide by 1 - βᵗ.

    On tables this is *lazy* Adam, torch's SparseAdam: a row that the batch does not touch neither moves nor forgets.
    Dense Adam would let its m and v decay, and move it on by what is left of m. The two are equal where every step
    touches the row, and in the first step; t counts the steps of the table, not those of the row. With ``lazy`` False
    it is dense Adam.
    """

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        *,
        lr: float,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        decoupled_decay: float = 0.0,
        **decays: Any,
    ) -> None:
        """``decoupled_decay`` makes it AdamW: lr · that share of a weight is taken off, of touched rows in tables."""
        super().__init__(parameters, lr=lr, **decays)
        self.betas = betas
        self.eps = eps
        self.decoupled_decay = decoupled_decay

    def _fresh_state(self, weight: Tensor, *, is_table: bool) -> dict[str, Tensor]:  # noqa: ARG002
        return {"mean": torch.zeros_like(weight), "square": torch.zeros_like(weight)}

    def _update(self, weight: Tensor, gradient: Tensor, state: Mapping[str, Tensor], *, count: int) -> None:
        first, second = self.betas
        if self.decoupled_decay:
            weight.mul_(1 - self.lr * self.decoupled_decay)
        state["mean"].lerp_(gradient, 1 - first)
        state["square"].mul_(second).addcmul_(gradient, gradient, value=1 - second)
        scale = (1 - second**count) ** 0.5
        weight.addcdiv_(
            state["mean"], (state["square"].sqrt() / scale).add_(self.eps), value=-self.lr / (1 - first**count)
        )
