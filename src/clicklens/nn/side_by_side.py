"""Vectors of several fields side by side, without a copy where they lie so already."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def side_by_side(parts: Sequence[Tensor]) -> Tensor:
    """Each (B, D_i) -> (B, sum of D_i), as ``torch.cat(parts, dim=1)`` has it.

    The fields of one look-up are slices of one tensor; joined again in their order they are that tensor, so neither
    the copy nor the one that its gradient would need is made. Any changed or reordered slice is seen and copied.
    """
    whole = parts[0]._base if parts and not torch.compiler.is_compiling() else None  # a compiler spares it by itself
    if whole is None or not _are_all_of(whole, parts):
        return torch.cat(list(parts), dim=1)
    return whole.flatten(1)


def _are_all_of(whole: Tensor, parts: Sequence[Tensor]) -> bool:
    """Whether the parts are the whole of a contiguous (B, …), slice by slice."""
    width = whole[:1].numel()
    place = whole.storage_offset()
    for part in parts:
        if part._base is not whole or part.storage_offset() != place or part.stride() != (width, 1):
            return False
        if part.requires_grad != whole.requires_grad:  # asked for its own gradient, which the whole does not bring
            return False
        place += part.shape[1]
    return whole.is_contiguous() and place == whole.storage_offset() + width and len(whole) == len(parts[0])
