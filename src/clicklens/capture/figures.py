"""Figures of a snapshot: what is noted beside it, so that a list of runs need not read it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from clicklens.capture.neurons import fluctuation_figures, held_out_of
from clicklens.core.run import EXPECTED_LOSS
from clicklens.core.snapshot import SplitStates
from clicklens.metrics.expected_loss import expected_loss


def snapshot_figures(splits: Mapping[str, SplitStates]) -> dict[str, float | None]:
    """How far layers move on training and on held-out rows, and the loss that the model expects on the latter.

    The last is what the alarm of over-fitting listens to, of the first task; None where it does not exist.
    """
    return {**fluctuation_figures(splits), EXPECTED_LOSS: _expected_loss(splits.get(held_out_of(splits) or ""))}


def _expected_loss(states: SplitStates | None) -> float | None:
    if states is None or not states.logits or not states.weights.any():
        return None
    weights = np.asarray(states.weights, dtype=np.float64)
    logits = np.asarray(next(iter(states.logits.values())), dtype=np.float64)
    found = float(expected_loss(logits, weights / weights.sum()))
    return found if math.isfinite(found) else None
