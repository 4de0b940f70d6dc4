"""One optimiser step: the only place where weights change."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from clicklens.core.errors import DivergedError
from clicklens.data.batch import Batch
from clicklens.models import Scored
from clicklens.training.clip import clip_gradients
from clicklens.training.feed import StepRows
from clicklens.training.loss import batch_loss
from clicklens.training.optimizer import CtrOptimizer

Forward = Callable[[Batch], Scored]

Exchange = Callable[[Tensor], Tensor]  # a process's part of the loss -> the whole; gradients likewise


def take_step(
    forward: Forward,
    optimizer: CtrOptimizer,
    rows: StepRows,
    *,
    number: int,
    clip_norm: float | None = None,
    exchange: Exchange = lambda loss: loss,
) -> float:
    """Forward and backward for each batch, then one update. Returns the loss before it, in nats a row.

    The gradient is that of the mean over all rows of the step, in however many batches (and, after the exchange,
    processes) they come. Raises DivergedError, before any weight is changed, when the loss is not a finite number;
    ``number`` is the step that the message names.
    """
    optimizer.zero_grad()
    part = _add_gradients(forward, rows, device=optimizer.parameters[0].device)
    value = float(exchange(part))
    if not math.isfinite(value):
        raise DivergedError(
            f"the loss at step {number} is {value}: training has diverged. Try a learning rate below "
            f"{optimizer.lr:g}, a warm-up (training.schedule), or a bound on gradients (training.clip_norm)"
        )
    if clip_norm is not None:
        clip_gradients(optimizer.parameters, longest=clip_norm)
    optimizer.step()
    return value


def _add_gradients(forward: Forward, rows: StepRows, *, device: torch.device) -> Tensor:
    """Adds up the gradients of the batches, dense and sparse; their loss, a scalar."""
    losses = [] if rows.batches else [torch.zeros((), device=device)]
    for batch in rows.batches:
        scored = forward(batch)
        loss = batch_loss(
            scored.logits, batch, weight=rows.weight, branches=scored.branches, auxiliary=scored.auxiliary
        )
        loss.backward()  # type: ignore[no-untyped-call]
        losses.append(loss.detach())
    return losses[0] if len(losses) == 1 else torch.stack(losses).sum()
