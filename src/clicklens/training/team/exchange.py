"""The exchange of gradients: what makes the steps of several processes one step."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from clicklens.models.base import embedding_parameters
from clicklens.training.optimizer.touched_rows import touched_rows
from clicklens.training.team.team import Team


class GradientExchange:
    """Leaves every process with the gradient of the whole step, and returns the loss of the whole step.

    Each process comes with the gradient of its rows' share of the step's mean, Σ_i w_i ∇ℓ_i / W with W the weight of
    all rows, so the sum over processes is the gradient of the mean over all rows, however they are shared. Dense
    gradients are summed. Of tables the touched rows alone travel: each process brings its own, and all have them all;
    a table is never spread out.
    """

    def __init__(self, model: nn.Module, team: Team) -> None:
        tables = embedding_parameters(model).values()
        self._tables = list(tables)
        known = set(self._tables)
        self._dense = [p for p in model.parameters() if p not in known and p.requires_grad]
        self._team = team

    def __call__(self, loss: Tensor) -> Tensor:
        """loss: this process's part, a scalar -> the whole"""
        if self._team.is_alone:
            return loss
        whole = self._sum_dense(loss)
        self._join_tables()
        return whole

    def _sum_dense(self, loss: Tensor) -> Tensor:
        """One sum for all: the loss, which parameters have a gradient anywhere, and the gradients."""
        has = loss.new_tensor([float(p.grad is not None) for p in self._dense])
        gradients = [torch.zeros_like(p) if p.grad is None else p.grad for p in self._dense]
        parts = [loss.reshape(1), has, *(gradient.reshape(-1) for gradient in gradients)]
        whole = torch.split(self._team.sum_(torch.cat(parts)), [len(part) for part in parts])
        for parameter, count, gradient in zip(self._dense, whole[1].tolist(), whole[2:], strict=True):
            parameter.grad = gradient.view_as(parameter) if count else None
        return whole[0][0]

    def _join_tables(self) -> None:
        mine = [_touched(table) for table in self._tables]  # each (U,), (U, D)
        counts = torch.stack(self._team.gather(torch.tensor([len(rows) for rows, _ in mine])))  # (processes, tables)
        for table, (rows, values), found in zip(self._tables, mine, counts.unbind(1), strict=True):
            if not int(found.sum()):
                continue
            longest = int(found.max())
            all_rows = self._gather(rows, longest, found)
            all_values = self._gather(values, longest, found)
            table.grad = torch.sparse_coo_tensor(all_rows.unsqueeze(0), all_values, table.shape, check_invariants=False)

    def _gather(self, mine: Tensor, longest: int, counts: Tensor) -> Tensor:
        """Everyone's rows behind one another, in the order of processes, so that sums have one order everywhere."""
        padded = mine.new_zeros(longest, *mine.shape[1:])
        padded[: len(mine)] = mine
        parts = self._team.gather(padded)
        return torch.cat([part[:count] for part, count in zip(parts, counts.tolist(), strict=True)])


def _touched(table: nn.Parameter) -> tuple[Tensor, Tensor]:
    """rows (U,) and their gradient (U, D); none where this process had no row of data"""
    if table.grad is None:
        return torch.zeros(0, dtype=torch.int64, device=table.device), table.detach().new_zeros(0, table.shape[1])
    found = touched_rows(table.grad)
    return found.rows, found.gradient
