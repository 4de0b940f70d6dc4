"""Whether a model weighs the past behaviours that the simulated world's formula counts apart from the others.

What the tower reads is a_l e_l, with the candidate at its side, so it could give relevant behaviours the high weights
for one candidate and the low ones for the next: whether they stand apart is asked with a sign and without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.capture.listen import listening
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import relevant_positions
from clicklens.models import CtrModel

SEQUENCE = "recent_categories"
CANDIDATE = "category"
ROWS = 4096  # that pass through the model at once


@dataclass(frozen=True)
class Apart:
    """In what share of the test rows with behaviours of both kinds the mean weight of the relevant ones is beyond."""

    above: float  # is the higher
    beyond: float  # lies where it lies for most validation rows of that candidate's category: above, or below


def weighs_apart(model: CtrModel, dataset: EncodedDataset) -> Apart | None:
    """None where the model weighs nothing or the truth is not known."""
    if not model.weighings() or SEQUENCE not in {field.name for field in dataset.schema.fields}:
        return None
    gap, candidate = _gaps(model, dataset, "test")
    seen_gap, seen_candidate = _gaps(model, dataset, "validation")
    votes = np.bincount(seen_candidate, np.sign(seen_gap), minlength=dataset.table_sizes[CANDIDATE])
    return Apart(above=float(np.mean(gap > 0)), beyond=float(np.mean(gap * votes[candidate] > 0)))


def _gaps(model: CtrModel, dataset: EncodedDataset, split: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Of each row with both: mean weight of the relevant behaviours less that of the others, and the candidate."""
    gaps, candidates = [], []
    module = model.weighings()["attention_1"].module
    for batch in dataset.split(split).batches(ROWS):
        with torch.no_grad(), listening({"weights": module}) as seen:
            embedded = model.embed(batch)
            model.score(embedded)
        relevant = relevant_positions(batch)
        other = embedded.masks[SEQUENCE] & ~relevant
        weights = seen["weights"].double()  # (B, L)
        relevant_mean, other_mean = ((weights * kind).sum(1) / kind.sum(1) for kind in (relevant, other))
        has_both = relevant.any(1) & other.any(1)
        gaps.append((relevant_mean - other_mean)[has_both].numpy())
        candidates.append(batch.ids[CANDIDATE][has_both, 0].numpy())
    return np.concatenate(gaps), np.concatenate(candidates)
