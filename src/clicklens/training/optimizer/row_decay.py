"""Row decay: a pull towards zero for the vectors of tables, felt only when a batch touches them."""

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

    def __init__(self, *, starts: Tensor, rates: Tensor, of_rows: Tensor | None = None) -> None:
        """``starts`` int64 (T,): each table's first row, ascending; ``rates`` (T + 1,): row 0's (zero), then theirs.

        ``of_rows`` (rows,): what each row's rate has beside its table's.
        """
        self.starts = starts
        self.rates = rates
        self.of_rows = of_rows

    def add_to(self, gradient: Tensor, rows: Tensor, weight: Tensor) -> None:
        """gradient (U, D) += rate of its row · weight (U, D), for the rows (U,)"""
        rate = self.rates[torch.bucketize(rows, self.starts, right=True)]  # (U,)
        if self.of_rows is not None:
            rate = rate + self.of_rows[rows]
        gradient.addcmul_(weight, rate.unsqueeze(1))


def row_decays(
    model: nn.Module, rates: Mapping[str, float], of_ids: Mapping[str, Tensor] | None = None
) -> dict[nn.Parameter, RowDecay]:
    """The decay of each stack of ``model`` that holds a table of ``rates`` (table -> rate) or of ``of_ids``.

    ``of_ids``: table -> the rate of each of its ids, (ids,), which is added to the table's.
    """
    of_ids = of_ids or {}
    stacks = [module for module in model.modules() if isinstance(module, StackedEmbedding)]
    named = {*rates, *of_ids}
    return {stack.weight: _decay_of(stack, rates, of_ids) for stack in stacks if named & set(stack.rows)}


def _decay_of(stack: StackedEmbedding, rates: Mapping[str, float], of_ids: Mapping[str, Tensor]) -> RowDecay:
    tables = [table for table, count in stack.rows.items() if count > 1]  # a table of unknown ids only has no rows
    starts = [stack.offset[table] + 1 for table in tables]
    device = stack.weight.device
    return RowDecay(
        starts=torch.tensor(starts, dtype=torch.int64, device=device),
        rates=torch.tensor([0.0, *(rates.get(table, 0.0) for table in tables)], device=device),
        of_rows=_row_rates(stack, of_ids).to(device) if set(of_ids) & set(tables) else None,
    )


def _row_rates(stack: StackedEmbedding, of_ids: Mapping[str, Tensor]) -> Tensor:
    """The rate of each row of the stack, (rows,); the row of unknown ids has none."""
    found = torch.zeros(len(stack.weight))
    for table, count in stack.rows.items():
        first = stack.offset[table] + 1
        if table in of_ids:
            found[first : first + count - 1] = of_ids[table][1:]
    return found
