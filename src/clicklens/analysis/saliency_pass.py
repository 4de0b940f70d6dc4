"""Saliency of a model that can still be asked: one forward and one backward pass a row, for all fields together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from clicklens.core.errors import DataError, RequestError, nearest
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, field_gradients, in_eval_mode


@dataclass(frozen=True)
class ModelSaliency:
    """Mean |dPctr/dh0_j| by field, over all rows that were given."""

    fields: tuple[str, ...]  # embedded and dense fields in the schema's order, then numbers
    mean: NDArray[np.float64]  # (F,), weighted by the rows' sampling weights
    rows: int
    by_row: NDArray[np.float32] | None = None  # (n, F), when asked for

    def __getitem__(self, field: str) -> float:
        return float(self.mean[self.fields.index(field)])


def field_saliency(
    model: CtrModel, batches: Iterable[Batch], *, task: str | None = None, keep_rows: bool = False
) -> ModelSaliency:
    """How much the pctr of ``task`` (None: the first) moves with each field, of every row of ``batches``.

    The definition is DeepInsight's (Guo et al., arXiv:1806.08541); that of a sequence, the gradient's mean over the
    positions that hold an id, is ours, as in a snapshot. Memory holds one batch, however many there are, and 4 n F
    bytes with ``keep_rows``. The model is asked in eval mode and left as found; its weights collect no gradient.
    Raises RequestError for a task that the model lacks, DataError for no rows or rows that all weigh 0.
    """
    asked = model.tasks[0] if task is None else task
    if asked not in model.tasks:
        raise RequestError(f"the model has no task '{asked}'{nearest(asked, model.tasks)}")
    device = next((parameter.device for parameter in model.parameters()), torch.device("cpu"))
    totals: NDArray[np.float64] | None = None
    fields: tuple[str, ...] = ()
    weight, rows, kept = 0.0, 0, []
    with in_eval_mode(model):
        for batch in batches:
            fields, values = _batch_saliency(model, batch.to(device), asked)
            weights = batch.sampling_weights
            part = (weights.to(device, torch.float64) @ values.double()).cpu().numpy()  # (F,)
            totals = part if totals is None else totals + part
            weight += float(weights.sum(dtype=torch.float64))
            rows += len(batch)
            if keep_rows:
                kept.append(values.float().cpu().numpy())
    if totals is None or weight <= 0:
        raise DataError("saliency needs at least one row of weight above 0")
    return ModelSaliency(
        fields=fields, mean=totals / weight, rows=rows, by_row=np.concatenate(kept) if keep_rows else None
    )


def _batch_saliency(model: CtrModel, batch: Batch, task: str) -> tuple[tuple[str, ...], Tensor]:
    """Names of the fields, and their saliency for each row (B, F)."""
    with torch.no_grad():
        embedded = model.embed(batch).as_leaves()
    with torch.enable_grad():
        pctr = torch.sigmoid(model.score(embedded)[task])  # (B,)
        gradients = field_gradients(pctr, embedded)
    return tuple(gradients), torch.stack([slope.abs().mean(dim=1) for slope in gradients.values()], dim=1)
