"""The loss that training lowers: cross entropy, summed over tasks."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.data.batch import Batch


def batch_loss(logits: Mapping[str, Tensor], batch: Batch, *, weight: float) -> Tensor:
    """Σ over tasks of Σ_i w_i (-y_i ln p_i - (1 - y_i) ln (1 - p_i)) / W, in nats; a scalar.

    logits: task -> (B,). w are the batch's sampling weights, 1 where it has none. W, ``weight``, is their sum over all
    rows of the step, so the losses of the step's batches add up to the mean over its rows.
    """
    losses = [
        binary_cross_entropy_with_logits(values, batch.labels[task], weight=batch.weights, reduction="sum")
        for task, values in logits.items()
    ]
    total = losses[0] if len(losses) == 1 else torch.stack(losses).sum()
    return total / max(weight, torch.finfo(torch.float32).tiny)
