"""Moments: the sequences of a batch turned to run through time, without their padding."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Moments:
    """All behaviours of a batch: the first one of every row, then the second ones, and so on.

    Rows stand by the length of their history, the longest first, so that those with a behaviour at a moment are the
    first ``sizes[moment]`` of ``rows``. A recurrent network that goes from moment to moment pays for behaviours alone.
    """

    held: Tensor  # int64 (N,): the place of each behaviour among the B · L positions
    rows: Tensor  # int64 (R,): the rows that have any
    sizes: list[int]  # behaviours at each moment, falling

    @property
    def batch_sizes(self) -> Tensor:
        """``sizes`` as torch's packed sequences want them, on the CPU."""
        return torch.tensor(self.sizes, dtype=torch.int64)


def moments(mask: Tensor) -> Moments:
    """mask bool (B, L), True where a behaviour stands; holes between behaviours are closed up."""
    length = mask.sum(dim=1)  # (B,)
    by_length = torch.argsort(length, descending=True, stable=True)  # (B,)
    rank = torch.empty_like(by_length).index_copy_(0, by_length, torch.arange(len(mask), device=mask.device))
    held = mask.flatten().nonzero().squeeze(1)  # (N,), row by row
    moment = (mask.cumsum(dim=1) - 1).flatten().index_select(0, held)  # (N,)
    order = torch.argsort(moment * max(1, len(mask)) + rank.index_select(0, held // mask.shape[1]))
    sizes = torch.bincount(moment).tolist()
    return Moments(held=held.index_select(0, order), rows=by_length[: sizes[0] if sizes else 0], sizes=sizes)
