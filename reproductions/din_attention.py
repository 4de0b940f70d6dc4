"""Whether a model weighs the past behaviours that the simulated world's formula counts above the others."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.capture.listen import listening
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import relevant_positions
from clicklens.models import CtrModel

SEQUENCE = "recent_categories"
ROWS = 4096  # that pass through the model at once


def relevant_above_others(model: CtrModel, dataset: EncodedDataset) -> float | None:
    """Share of test rows with behaviours of both kinds in which the relevant ones' mean weight is the higher.

    The tower behind raw weights may read their sum with either sign; which one, the validation rows say. None where the
    model weighs nothing or the truth is not known.
    """
    if not model.weighings() or SEQUENCE not in {field.name for field in dataset.schema.fields}:
        return None
    sign = 1.0 if np.mean(_gaps(model, dataset, "validation") > 0) >= 0.5 else -1.0
    return float(np.mean(sign * _gaps(model, dataset, "test") > 0))


def _gaps(model: CtrModel, dataset: EncodedDataset, split: str) -> NDArray[np.float64]:
    """Mean weight of the relevant behaviours less that of the others, for each row that has both."""
    found = []
    module = model.weighings()["attention_1"].module
    for batch in dataset.split(split).batches(ROWS):
        with torch.no_grad(), listening({"weights": module}) as seen:
            embedded = model.embed(batch)
            model.score(embedded)
        relevant = relevant_positions(batch)
        other = embedded.masks[SEQUENCE] & ~relevant
        weights = seen["weights"].double()  # (B, L)
        relevant_mean, other_mean = ((weights * kind).sum(1) / kind.sum(1) for kind in (relevant, other))
        found.append((relevant_mean - other_mean)[relevant.any(1) & other.any(1)].numpy())
    return np.concatenate(found)
