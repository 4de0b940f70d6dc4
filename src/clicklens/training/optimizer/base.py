"""CtrOptimizer: dense weights updated as torch does, tables by the rows that a batch touched."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from clicklens.training.optimizer.row_decay import RowDecay
from clicklens.training.optimizer.touched_rows import every_row, touched_rows

AT_A_TIME = 131_072  # elements of a table that are updated together: half a megabyte


class CtrOptimizer(ABC):
    """An optimiser whose step costs what the batch touches, not what the tables hold.

    A kind says once how a weight follows from its gradient. For a dense parameter that is the update of torch's own
    optimiser of the same name. For a table with a sparse gradient the same update is made on the touched rows and on
    their share of the state; every other row, and its state, keeps its bits.

    It has ``step``, ``zero_grad`` and ``state`` as torch's optimisers do, and is not one of them: making one of those
    loads torch's compiler, which takes longer than many a training.
    """

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        *,
        lr: float,
        weight_decay: float = 0.0,
        row_decays: Mapping[nn.Parameter, RowDecay] | None = None,
        lazy: bool = True,
    ) -> None:
        """``weight_decay`` · w joins the gradient of dense parameters, ``row_decays`` that of touched rows.

        Without ``lazy`` every row of a table counts as touched, with a gradient of zero where the batch left it out.
        """
        self.parameters = list(parameters)
        self.lr = lr
        self.weight_decay = weight_decay
        self.row_decays = dict(row_decays or {})
        self.lazy = lazy
        self.state: dict[nn.Parameter, dict[str, Any]] = {}  # "count" of steps, and the kind's tensors

    def zero_grad(self) -> None:
        """Forgets all gradients."""
        for parameter in self.parameters:
            parameter.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """Updates every parameter that has a gradient, in place."""
        for parameter in self.parameters:
            if parameter.grad is not None:
                self._update_parameter(parameter, parameter.grad)

    def _update_parameter(self, parameter: nn.Parameter, gradient: Tensor) -> None:
        if parameter not in self.state:
            fresh = self._fresh_state(parameter.data, is_table=gradient.is_sparse)
            self.state[parameter] = {"count": 0, **fresh}
        state = self.state[parameter]
        state["count"] += 1
        if gradient.is_sparse:
            self._update_rows(parameter, gradient, state)
            return
        if self.weight_decay:
            gradient = gradient.add(parameter, alpha=self.weight_decay)
        self._update(parameter.data, gradient, state, count=state["count"])

    def _update_rows(self, parameter: nn.Parameter, sparse: Tensor, state: dict[str, Any]) -> None:
        """Updates the touched rows of weight and state, as many at a time as a processor's cache holds."""
        touched = touched_rows(sparse)
        if not self.lazy:
            touched = every_row(touched, len(parameter))
        memory = {name: value for name, value in state.items() if name != "count"}
        size = max(1, AT_A_TIME // parameter.shape[1])
        for rows, gradient in zip(torch.split(touched.rows, size), torch.split(touched.gradient, size), strict=True):
            weight = parameter.data.index_select(0, rows)  # (U, D)
            share = {name: value.index_select(0, rows) for name, value in memory.items()}  # (U, D) each
            if parameter in self.row_decays:
                self.row_decays[parameter].add_to(gradient, rows, weight)
            self._update(weight, gradient, share, count=state["count"])
            parameter.data.index_copy_(0, rows, weight)
            for name, value in memory.items():
                value.index_copy_(0, rows, share[name])

    @abstractmethod
    def _fresh_state(self, weight: Tensor, *, is_table: bool) -> dict[str, Tensor]:
        """What the kind remembers of a weight before the first step; the first axis of a table's state is its rows."""

    @abstractmethod
    def _update(self, weight: Tensor, gradient: Tensor, state: Mapping[str, Tensor], *, count: int) -> None:
        """Changes weight and state in place; ``count`` is the number of this step for this parameter, from 1."""
