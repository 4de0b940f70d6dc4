"""Many embedding tables of one width, stacked into a single one, so that a batch needs one look-up and one update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable


class StackedEmbedding(nn.Module):
    """The vectors of all ids of several tables, in one matrix.

    Id 0 of every table is padding or unknown: all share row 0, which is zero and gets no gradient, so that it stays
    zero whatever the optimiser. The gradient is sparse: a step costs what the batch touches, not what the tables hold.
    Vectors start uniform in Glorot's range for a one-hot input, ±sqrt(6 / (rows + dim)), or in ±``spread`` if given.
    """

    def __init__(self, *, rows: Mapping[str, int], dim: int, spread: float | None = None) -> None:
        """``rows`` maps a table's name to its number of ids, the unknown id 0 included."""
        super().__init__()
        self.rows = dict(rows)
        self.dim = dim
        self.offset: dict[str, int] = {}  # table -> what turns its id (from 1) into a row of the stack
        total = 1
        for table, count in rows.items():
            self.offset[table] = total - 1
            total += count - 1
        self.weight = nn.Parameter(torch.zeros(total, dim))
        self._initialise(spread)

    def forward(self, rows: Tensor) -> Tensor:
        """rows int64 of any shape, counted in the stack (see ``StackRows``) -> (*shape, D)"""
        looked_up: Tensor = _LookUp.apply(self.weight, rows)  # type: ignore[no-untyped-call]
        return looked_up

    def table_weight(self, table: str) -> Tensor:
        """The vectors of one table by id, (its rows, D), the unknown id's zeros first; a detached copy."""
        first = self.offset[table] + 1
        known = self.weight.detach()[first : first + self.rows[table] - 1]
        return torch.cat([self.weight.detach()[:1], known])

    def zero_table(self, table: str) -> None:
        """Sets every vector of one table to zero."""
        first = self.offset[table] + 1
        with torch.no_grad():
            self.weight[first : first + self.rows[table] - 1] = 0.0

    def _initialise(self, spread: float | None) -> None:
        with torch.no_grad():
            for table, count in self.rows.items():
                bound = (6.0 / (count + self.dim)) ** 0.5 if spread is None else spread
                first = self.offset[table] + 1
                self.weight[first : first + count - 1].uniform_(-bound, bound)


class _LookUp(torch.autograd.Function):
    """weight[rows], whose gradient is a sparse tensor of the touched rows and leaves row 0 out."""

    @staticmethod
    def forward(ctx: Any, weight: Tensor, rows: Tensor) -> Tensor:
        ctx.save_for_backward(rows)
        ctx.shape = weight.shape
        return torch.nn.functional.embedding(rows, weight)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        (rows,) = ctx.saved_tensors
        rows = rows.reshape(-1)  # (B K,)
        values = gradient.reshape(-1, gradient.shape[-1])  # (B K, D)
        padding = (rows == 0).nonzero().squeeze(1)
        if padding.numel():
            values = values.index_fill(0, padding, 0.0)
        sparse = torch.sparse_coo_tensor(rows.unsqueeze(0), values, ctx.shape, check_invariants=False)
        return sparse, None
