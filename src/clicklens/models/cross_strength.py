"""CrossStrength: what a model's weights say about pairs of fields, whatever the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class CrossStrength:
    """Row i, column j: how strongly field j acts on field i through this part of the model; not negative.

    Comparable within one part only: what a weight does depends on the size of what it multiplies.
    """

    fields: tuple[str, ...]
    strength: Tensor  # float32 (F, F), detached


def block_norms(weight: Tensor, *, rows: Sequence[int], columns: Sequence[int]) -> Tensor:
    """weight (sum of rows, sum of columns) -> (F, F'): the Frobenius norm of each block, as DCN V2 reads it.

    ``rows`` and ``columns`` are the widths of the fields along either axis. Source: arXiv:2008.13535, section 3.
    """
    blocks = [torch.split(part, list(columns), dim=1) for part in torch.split(weight.detach(), list(rows), dim=0)]
    return torch.stack([torch.stack([block.norm() for block in row]) for row in blocks])
