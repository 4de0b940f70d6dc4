"""Touched rows: what a batch asks of a table, each row once."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import embedding_bag


@dataclass(frozen=True)
class TouchedRows:
    """The rows of a table that a batch looked up, and the whole gradient of each."""

    rows: Tensor  # int64 (U,), ascending, each once
    gradient: Tensor  # (U, D)


def touched_rows(gradient: Tensor) -> TouchedRows:
    """Sums what a sparse gradient holds for the same row; one that is coalesced is taken as it is.

    Does what ``Tensor.coalesce`` does, several times as fast. Each sum runs in the order of the batch, so it is
    repeatable to the bit, on a GPU too.
    """
    indices, values = gradient._indices()[0], gradient._values()  # (N,), (N, D)
    if gradient.is_coalesced():
        return TouchedRows(indices, values)
    narrow = indices.int() if gradient.shape[0] < 2**31 else indices  # sorts in two thirds of the time
    ordered, place = torch.sort(narrow, stable=True)  # (N,), (N,)
    rows, counts = torch.unique_consecutive(ordered, return_counts=True)  # (U,), (U,)
    first = counts.cumsum(0) - counts  # (U,), where in ``place`` each row's share begins
    return TouchedRows(rows.long(), embedding_bag(place, values, first, mode="sum"))


def every_row(touched: TouchedRows, count: int) -> TouchedRows:
    """All ``count`` rows of the table, with a gradient of zero where they were not touched."""
    gradient = touched.gradient.new_zeros(count, touched.gradient.shape[1]).index_copy_(
        0, touched.rows, touched.gradient
    )
    return TouchedRows(torch.arange(count, device=touched.rows.device), gradient)


def merge_gradient(parameter: torch.nn.Parameter) -> Tensor:
    """Replaces a sparse gradient by its merged form and returns the values of that, (U, D); a dense one is returned.

    What is returned is the gradient itself: scaling it in place scales what the optimiser will see.
    """
    gradient = parameter.grad
    if gradient is None:
        raise ValueError("the parameter has no gradient")
    if not gradient.is_sparse:
        return gradient
    touched = touched_rows(gradient)
    parameter.grad = torch.sparse_coo_tensor(
        touched.rows.unsqueeze(0), touched.gradient, gradient.shape, is_coalesced=True, check_invariants=False
    )
    return parameter.grad._values()
