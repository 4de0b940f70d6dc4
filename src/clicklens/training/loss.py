"""The loss that training lowers: cross entropy, summed over tasks, and what a model wants to be judged by besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.data.batch import Batch

SMALLEST = torch.finfo(torch.float32).tiny  # divides a batch whose rows all weigh nothing


def batch_loss(
    logits: Mapping[str, Tensor],
    batch: Batch,
    *,
    weight: float,
    branches: Sequence[Mapping[str, Tensor]] = (),
    auxiliary: Tensor | None = None,
) -> Tensor:
    """Σ over tasks of Σ_i w_i (-y_i ln p_i - (1 - y_i) ln (1 - p_i)) / W, in nats; a scalar.

    logits: task -> (B,). w are the batch's sampling weights, 1 where it has none. W, ``weight``, is their sum over all
    rows of the step, so the losses of the step's batches add up to the mean over its rows.

    Where a model has ``branches``, each adds the loss of its own logits, weighed by how far it lags behind:
    L + Σ_k max(0, L_k - L) L_k for each task (Tri-BCE, DCNv3, arXiv:2407.13349, which has two). The weights take part
    in the gradient, as in the authors' code. L and L_k in them are means over this batch: a step of several batches has
    the mean of their losses, which is not quite that of all rows at once.

    A model's ``auxiliary`` loss, (B,) in nats, adds Σ_i w_i of it to the sum (DIEN, arXiv:1809.03672: L + α L_aux).
    """
    losses = [_sum_of_losses(values, batch, task) for task, values in logits.items()]
    if branches:
        own = batch.sampling_weights.sum().clamp(min=SMALLEST)
        lags = [[_sum_of_losses(branch[task], batch, task) for branch in branches] for task in logits]
        losses = [_with_branches(whole, parts, own) for whole, parts in zip(losses, lags, strict=True)]
    if auxiliary is not None:
        losses.append((auxiliary * batch.sampling_weights).sum())
    total = losses[0] if len(losses) == 1 else torch.stack(losses).sum()
    return total / max(weight, SMALLEST)


def _sum_of_losses(logits: Tensor, batch: Batch, task: str) -> Tensor:
    """Σ_i w_i ℓ_i, a scalar"""
    return binary_cross_entropy_with_logits(logits, batch.labels[task], weight=batch.weights, reduction="sum")


def _with_branches(whole: Tensor, branches: Sequence[Tensor], weight: Tensor) -> Tensor:
    """Sums of losses over the rows of a batch, a scalar each, whose weights add up to ``weight`` -> a sum again"""
    parts = torch.stack(list(branches))  # (K,)
    return whole + ((parts - whole).relu() / weight * parts).sum()
