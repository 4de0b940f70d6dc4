"""What neurons do over a set of rows: how they move, how alike they are, which of them are silent.

The quantities of DeepInsight (Guo et al., arXiv:1806.08541), none of which needs a label. Sampling weights
make a row stand for as many rows as its weight says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.redraws import Redraws, quotient
from clicklens.core.snapshot import SplitStates

BARELY_ACTIVE_MEAN = 0.01  # of the layer's largest mean output; our choice, the paper names no threshold
BARELY_ACTIVE_ZEROS = 0.99  # share of rows with output 0; our choice too
_ROUNDING = 1e-7  # of a share kept in single precision

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Activity:
    """Of every neuron of one layer over the rows of one split, after the non-linearity."""

    mean: Floats  # (H,), m_kj
    deviation: Floats  # (H,), s_kj; the divisor n is our choice
    zero_share: Floats  # (H,), 0 to 1
    is_never_negative: bool  # as after ReLU; only then does a small output mean a silent neuron

    @property
    def fluctuation(self) -> float:
        """S_k = (1/n_k) Σ_j s_kj over all neurons of the layer, silent ones included."""
        return float(self.deviation.mean())

    @property
    def is_dead(self) -> NDArray[np.bool_]:
        """(H,) output 0 in every row"""
        dead: NDArray[np.bool_] = self.zero_share > 1 - _ROUNDING
        return dead

    @property
    def is_barely_active(self) -> NDArray[np.bool_]:
        """(H,) mean below 1 % of the layer's largest, or 0 in more than 99 % of rows; none where outputs go below 0."""
        if not self.is_never_negative:
            return self.is_dead
        quiet: NDArray[np.bool_] = self.mean < BARELY_ACTIVE_MEAN * self.mean.max()
        return quiet | (self.zero_share > BARELY_ACTIVE_ZEROS + _ROUNDING)


def woken(before: Activity, now: Activity) -> NDArray[np.bool_]:
    """(H,) barely active before and not now; swapped, those that fell silent"""
    found: NDArray[np.bool_] = before.is_barely_active & ~now.is_barely_active
    return found


def activity(values: NDArray[np.floating], weights: NDArray[np.floating] | None = None) -> Activity:
    """values (n, H) after the non-linearity, weights (n,)"""
    known = values.astype(np.float64)
    share = _shares(len(values), weights)  # (n,)
    mean = share @ known
    zero = np.count_nonzero(values == 0, axis=0) / len(values) if weights is None else share @ (values == 0)
    known -= mean
    return Activity(
        mean=mean,
        deviation=np.sqrt(share @ np.square(known, out=known)),
        zero_share=np.minimum(zero, 1.0),
        is_never_negative=bool(values.min() >= 0),
    )


def activity_of(states: SplitStates, tap: str) -> Activity:
    """As ``activity`` for a kept layer; where all rows weigh the same, from the statistics that capture made."""
    if np.ptp(states.weights) > 0:
        return activity(states.activations[tap], states.weights)
    kept = states.neurons[tap]
    return Activity(
        mean=kept.mean.astype(np.float64),
        deviation=kept.deviation.astype(np.float64),
        zero_share=kept.zero_share.astype(np.float64),
        is_never_negative=bool(kept.edges[0] >= 0),
    )


def redrawn_fluctuation(values: NDArray[np.floating], redraws: Redraws) -> Floats:
    """S_k of each of many samples drawn from the same rows: values (n, H) -> (draws + 1,), the sample's own first

    NaN for a draw without weight.
    """
    centred = values - values.mean(axis=0, dtype=np.float64)  # squares of what is small lose nothing
    total = redraws.means(np.ones((len(values), 1)))  # (draws + 1, 1)
    mean, square = (quotient(redraws.means(moment), total) for moment in (centred, np.square(centred)))
    fluctuation: Floats = np.sqrt(np.maximum(square - np.square(mean), 0.0)).mean(axis=1)
    return fluctuation


def correlation_strength(values: NDArray[np.floating], weights: NDArray[np.floating] | None = None) -> float | None:
    """C_k = mean of |Pearson r| over the unordered pairs of neurons i < j.

    values (n, H) before the non-linearity, weights (n,). Neurons whose value never changes have no r and are left out
    (our choice, as the pairs are: the paper does not say). 0 to 1; None with fewer than two neurons that vary.
    """
    if weights is not None and not np.all(weights):
        values, weights = values[weights > 0], weights[weights > 0]
    varies = np.ptp(values, axis=0) > 0
    width = int(varies.sum())
    if width < 2:
        return None
    values = values if varies.all() else values[:, varies]
    root = np.sqrt(_shares(len(values), weights)).astype(values.dtype)  # (n,)
    centred = (
        values - (np.square(root) @ values) / np.square(root).sum()
    )  # (n, varying), nearly: what is left goes below
    if weights is not None:
        centred *= root[:, None]
    left = (root if weights is not None else np.ones_like(root)) @ centred  # (varying,)
    # The values' own precision: this product is the costly part of an analysis.
    together = (centred.T @ centred).astype(np.float64)  # (varying, varying)
    together -= np.outer(left, left) / (1.0 if weights is not None else len(values))
    deviation = np.sqrt(np.maximum(np.diagonal(together), 0.0))
    r = np.abs(quotient(together, np.outer(deviation, deviation)))
    pairs = float(np.triu(r, k=1).sum()) / (width * (width - 1) / 2)
    return float(min(pairs, 1.0))


def correlation_of(states: SplitStates, tap: str) -> float | None:
    """As ``correlation_strength`` for a kept layer; None where no values before its non-linearity were kept."""
    if tap not in states.preactivations:
        return None
    weights = states.weights if np.ptp(states.weights) > 0 else None
    return correlation_strength(np.asarray(states.preactivations[tap]), weights)


def _shares(n: int, weights: NDArray[np.floating] | None) -> Floats:
    """(n,) what each row counts for; sums to 1"""
    if weights is None:
        return np.full(n, 1 / n)
    shares: Floats = np.asarray(weights, dtype=np.float64) / np.sum(weights, dtype=np.float64)
    return shares
