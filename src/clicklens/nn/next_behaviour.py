"""The next behaviour: how well each moment's interest tells what a person did next from what others did.

The auxiliary loss of DIEN (Zhou et al., arXiv:1809.03672).
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import softplus

from clicklens.nn.moments import Moments


def next_behaviour_loss(interest: Tensor, behaviour: Tensor, other: Tensor, time: Moments, shape: torch.Size) -> Tensor:
    """-1/(n - 1) Σ_t [ln σ(h_t · e_{t+1}) + ln (1 - σ(h_t · ê_{t+1}))] over the moments of each row, (B,) in nats.

    interest h and behaviour e (N, D) in the order of ``time``; other, int64 (M,), which of the behaviours is the ê of
    each that has one before it, in the same order; shape: B and L of the mask. Where the two are equal there is nothing
    to tell apart, and the moment is left out. A row with fewer than two behaviours gives 0.
    """
    first = time.sizes[0] if time.sizes else 0
    following, drawn = behaviour[first:], behaviour.index_select(0, other)  # (M, D) each
    before = interest.index_select(0, _before(time, interest.device))  # (M, D)
    differ = (following != drawn).any(dim=1).to(interest.dtype)  # (M,)
    lost = softplus(-(before * following).sum(dim=1)) + softplus((before * drawn).sum(dim=1))  # (M,)
    row = time.held[first:] // max(1, shape[1])
    total, count = (lost.new_zeros(shape[0]).index_add(0, row, part) for part in (lost * differ, differ))
    return total / count.clamp(min=1)


def _before(time: Moments, device: torch.device) -> Tensor:
    """int64 (M,): for each behaviour from the second moment on, the place of the same row's one before."""
    starts = torch.tensor([0, *time.sizes]).cumsum(0).tolist()
    places = [torch.arange(start, start + size) for start, size in zip(starts, time.sizes[1:], strict=False)]
    return torch.cat(places).to(device) if places else torch.zeros(0, dtype=torch.int64, device=device)
