"""Adagrad: each weight has its own pace, which slows with all that its gradients have summed up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import torch
from pydantic import Field as Setting
from torch import Tensor, nn

from clicklens.core.record import Record
from clicklens.training.optimizer.base import CtrOptimizer


class Adagrad(Record):
    """Settings of Adagrad. DeepInsight trained with it (arXiv:1806.08541): lr 0.005, initial accumulator 0.0001."""

    kind: Literal["adagrad"] = "adagrad"
    lr: float = Setting(default=0.01, gt=0)
    initial_accumulator: float = Setting(default=1e-4, ge=0)  # where the sum of squared gradients starts
    eps: float = Setting(default=1e-10, ge=0)
    rowwise: bool = False  # one accumulator for each row of a table in place of one for each element


class AdagradOptimizer(CtrOptimizer):
    """s += g², w -= lr · g / (sqrt(s) + eps); s starts at ``initial_accumulator`` (Duchi et al., 2011).

    On touched rows this equals the dense update, since a row with a zero gradient would not move. With ``rowwise`` a
    table's row keeps the mean of g² over its elements, a D-th of the memory (fbgemm's row-wise Adagrad).
    """

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        *,
        lr: float,
        initial_accumulator: float = 1e-4,
        eps: float = 1e-10,
        rowwise: bool = False,
        **decays: Any,
    ) -> None:
        super().__init__(parameters, lr=lr, **decays)
        self.initial_accumulator = initial_accumulator
        self.eps = eps
        self.rowwise = rowwise

    def _fresh_state(self, weight: Tensor, *, is_table: bool) -> dict[str, Tensor]:
        like = weight[:, :1] if is_table and self.rowwise else weight
        return {"sum": torch.full_like(like, self.initial_accumulator, memory_format=torch.contiguous_format)}

    def _update(self, weight: Tensor, gradient: Tensor, state: Mapping[str, Tensor], *, count: int) -> None:  # noqa: ARG002
        total = state["sum"]
        if total.shape == weight.shape:
            total.addcmul_(gradient, gradient)
        else:
            total.add_(gradient.square().mean(dim=1, keepdim=True))  # (U, 1)
        weight.addcdiv_(gradient, total.sqrt().add_(self.eps), value=-self.lr)
