"""One optimiser step: the only place where weights change."""

from __future__ import annotations

import math

from clicklens.core.errors import DivergedError
from clicklens.data.batch import Batch
from clicklens.models import CtrModel
from clicklens.training.clip import clip_gradients
from clicklens.training.loss import batch_loss
from clicklens.training.optimizer import CtrOptimizer


def take_step(
    model: CtrModel, optimizer: CtrOptimizer, batch: Batch, *, number: int, clip_norm: float | None = None
) -> float:
    """Forward, backward, update. Returns the loss before the update, in nats a row.

    Raises DivergedError, before any weight is changed, when the loss is not a finite number; ``number`` is the step
    that the message names.
    """
    optimizer.zero_grad()
    loss = batch_loss(model(batch), batch)
    value = float(loss.detach())
    if not math.isfinite(value):
        raise DivergedError(
            f"the loss at step {number} is {value}: training has diverged. Try a learning rate below "
            f"{optimizer.lr:g}, a warm-up (training.schedule), or a bound on gradients (training.clip_norm)"
        )
    loss.backward()  # type: ignore[no-untyped-call]
    if clip_norm is not None:
        clip_gradients(model.parameters(), longest=clip_norm)
    optimizer.step()
    return value
