"""How strongly each row's pctr reacts to each field, from the gradients that a snapshot kept.

Feature-group saliency of DeepInsight (Guo et al., arXiv:1806.08541), one row at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.redraws import quotient
from clicklens.core.errors import UnavailableError
from clicklens.core.snapshot import SplitStates

Floats = NDArray[np.float64]
Measure = Literal["gradient", "effect"]  # the paper's saliency; or how far pctr moves when the field is drawn anew
NOUN = {"gradient": "saliency", "effect": "effect"}  # measure -> what sentences, titles and axes call it


def row_saliency(states: SplitStates, *, task: str, fields: Sequence[str]) -> Floats:
    """(1/D) Σ_{j in q} |dPctr/dh0_j| for every row and each field q of ``fields``, (n, F).

    The snapshot holds the logit's gradient; dPctr/dh0 = Pctr (1 - Pctr) dlogit/dh0. Raises UnavailableError where one
    is not finite.
    """
    slope = pctr_slope(states.logits[task])  # (n,)
    saliency: Floats = np.stack([slope * _mean_magnitude(states.gradients[name]) for name in fields], axis=1)  # (n, F)
    return _finite(saliency, fields)


def row_effect(states: SplitStates, *, fields: Sequence[str]) -> Floats:
    """How far pctr would move if a row's field were drawn anew from the sample, (n, F), as the snapshot holds it.

    Ours, not the paper's (``capture/effect.py``): unlike saliency it does not depend on how long a field's vectors are.
    Raises UnavailableError where one is not finite.
    """
    effect: Floats = np.stack([states.effects[name] for name in fields], axis=1).astype(np.float64)  # (n, F)
    return _finite(effect, fields)


def pctr_slope(logits: NDArray[np.float32]) -> Floats:
    """dPctr/dlogit = Pctr (1 - Pctr), (n,): 0.25 at a logit of 0, towards 0 on both sides and never negative."""
    decay = np.exp(-np.abs(logits.astype(np.float64)))
    slope: Floats = decay / (1 + decay) ** 2
    return slope


def shares(means: Floats) -> Floats:
    """means (k, F) of the fields' saliency -> each field's part of their sum, (k, F); NaN where the sum is 0"""
    return quotient(means, means.sum(axis=1, keepdims=True))


def _finite(values: Floats, fields: Sequence[str]) -> Floats:
    if not np.isfinite(values).all():
        bad = fields[int(np.argmin(np.isfinite(values).min(axis=0)))]
        raise UnavailableError(f"the gradient of field '{bad}' is not finite: the model diverged at that step")
    return values


def _mean_magnitude(gradient: NDArray[np.float32]) -> Floats:
    """gradient (n, D) -> (n,)"""
    mean: Floats = np.abs(gradient).mean(axis=1, dtype=np.float64)
    return mean
