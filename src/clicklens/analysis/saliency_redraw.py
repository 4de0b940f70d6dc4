"""Effects of a model that can still be asked: each field's values are drawn anew, and pctr is looked at again.

What the effects of a snapshot approximate, at the cost of a forward pass for every field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from clicklens.analysis.saliency_pass import ModelSaliency
from clicklens.core.errors import DataError, RequestError, nearest
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Embedded, in_eval_mode


def redrawn_effects(
    model: CtrModel, batches: Iterable[Batch], *, task: str | None = None, draws: int = 1, seed: int = 0
) -> ModelSaliency:
    """Mean |pctr(x with another row's value of the field) - pctr(x)| by field, over rows and ``draws``.

    The other row is drawn from the same batch, by its sampling weight, so give batches of thousands of rows that were
    shuffled. The rest of the row stays, also where the log would never show the two together. The model is asked in
    eval mode and left as found. Raises RequestError for a task that the model lacks, DataError for no rows or rows that
    all weigh 0.
    """
    asked = model.tasks[0] if task is None else task
    if asked not in model.tasks:
        raise RequestError(f"the model has no task '{asked}'{nearest(asked, model.tasks)}")
    device = next((parameter.device for parameter in model.parameters()), torch.device("cpu"))
    random = np.random.default_rng(seed)
    totals: dict[str, float] = {}
    weight, rows = 0.0, 0
    with in_eval_mode(model), torch.no_grad():
        for batch in batches:
            rows += len(batch)
            weights = batch.sampling_weights.to(torch.float64)  # (B,)
            if not weights.any():
                continue
            embedded = model.embed(batch.to(device))
            pctr = torch.sigmoid(model.score(embedded)[asked])  # (B,)
            weight += float(weights.sum())
            for name in (*embedded.fields, *embedded.numeric_names):
                for _ in range(draws):
                    chance = (weights / weights.sum()).cpu().numpy()
                    others = torch.from_numpy(random.choice(len(batch), size=len(batch), p=chance)).to(device)
                    moved = torch.sigmoid(model.score(_with_values_of(others, name, embedded))[asked])
                    far = (moved - pctr).abs().to("cpu", torch.float64) @ weights.cpu()
                    totals[name] = totals.get(name, 0.0) + float(far) / draws
    if weight <= 0:
        raise DataError("effects need at least one row of weight above 0")
    return ModelSaliency(fields=tuple(totals), mean=np.array(list(totals.values())) / weight, rows=rows)


def _with_values_of(others: Tensor, name: str, embedded: Embedded) -> Embedded:
    """Every row with what row ``others`` (B,) of it has for the field."""
    if name in embedded.fields:
        fields = {**embedded.fields, name: embedded.fields[name][others]}
        masks = {known: mask[others] if known == name else mask for known, mask in embedded.masks.items()}
        return replace(embedded, fields=fields, masks=masks)
    numeric = embedded.numeric.clone()  # (B, numbers)
    column = embedded.numeric_names.index(name)
    numeric[:, column] = embedded.numeric[others, column]
    return replace(embedded, numeric=numeric)
