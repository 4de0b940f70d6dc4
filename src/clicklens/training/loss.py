"""The loss that training lowers: cross entropy, summed over tasks."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.data.batch import Batch


def batch_loss(logits: Mapping[str, Tensor], batch: Batch) -> Tensor:
    """Σ over tasks of Σ_i w_i (-y_i ln p_i - (1 - y_i) ln (1 - p_i)) / Σ_i w_i, in nats; a scalar.

    logits: task -> (B,). w are the batch's sampling weights, 1 where it has none.
    """
    losses = [_task_loss(values, batch.labels[task], batch.weights) for task, values in logits.items()]
    return losses[0] if len(losses) == 1 else torch.stack(losses).sum()


def _task_loss(logits: Tensor, labels: Tensor, weights: Tensor | None) -> Tensor:
    if weights is None:
        return binary_cross_entropy_with_logits(logits, labels)
    total = binary_cross_entropy_with_logits(logits, labels, weight=weights, reduction="sum")
    return total / weights.sum().clamp_min(torch.finfo(torch.float32).tiny)
