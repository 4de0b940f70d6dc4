"""How much each row's score moves with each field: the gradient by all that a model's ``score`` may depend on."""

from __future__ import annotations

import torch
from torch import Tensor

from clicklens.models.embedded import Embedded
from clicklens.nn import pool


def field_gradients(scores: Tensor, embedded: Embedded) -> dict[str, Tensor]:
    """scores (B,) of ``embedded.as_leaves()`` -> field -> (B, D), numbers (B, 1) last; zero where a field has no say.

    Rows are independent, so the gradient of the sum is each row's own. That of a sequence is the mean over the
    positions that hold an id.
    """
    leaves = [*embedded.fields.values(), embedded.numeric]
    *slopes, of_numbers = torch.autograd.grad(scores.sum(), leaves, allow_unused=True, materialize_grads=True)
    found = {}
    for name, slope in zip(embedded.fields, slopes, strict=True):
        mask = embedded.masks.get(name)
        found[name] = slope if mask is None else pool(slope, mask, kind="mean")  # (B, D)
    columns = torch.split(of_numbers, 1, dim=1)  # each (B, 1)
    return found | dict(zip(embedded.numeric_names, columns, strict=False))
