"""Row decay: a pull towards zero for the vectors of chosen tables, felt only when a batch touches them."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from clicklens.nn import StackedEmbedding


class RowDecay:
    """The L2 rate of every row of one stack of tables.

    rate · w joins the gradient of each touched row, once a step however often the batch holds the id. A row that no
    batch touches keeps its vector, so rare ids are pulled as often as they are learned.
    """

    def __init__(self, *, starts: Tensor, rates: Tensor) -> None:
        """``starts`` int64 (T,): each table's first row, ascending; ``rates`` (T + 1,): row 0's (zero), then theirs."""
        self.starts = starts
        self.rates = rates

    def add_to(self, gradient: Tensor, rows: Tensor, weight: Tensor) -> None:
        """gradient (U, D) += rate of its row · weight (U, D), for the rows (U,)"""
        rate = self.rates[torch.bucketize(rows, self.starts, right=True)]  # (U,)
        gradient.addcmul_(weight, rate.unsqueeze(1))


def row_decays(model: nn.Module, rates: Mapping[str, float]) -> dict[nn.Parameter, RowDecay]:
    """The decay of each stack of ``model`` that holds a table of ``rates`` (table -> rate)."""
    stacks = [module for module in model.modules() if isinstance(module, StackedEmbedding)]
    return {stack.weight: _decay_of(stack, rates) for stack in stacks if set(stack.rows) & set(rates)}


def _decay_of(stack: StackedEmbedding, rates: Mapping[str, float]) -> RowDecay:
    tables = [table for table, count in stack.rows.items() if count > 1]  # a table of unknown ids only has no rows
    starts = [stack.offset[table] + 1 for table in tables]
    device = stack.weight.device
    return RowDecay(
        starts=torch.tensor(starts, dtype=torch.int64, device=device),
        rates=torch.tensor([0.0, *(rates.get(table, 0.0) for table in tables)], device=device),
    )
