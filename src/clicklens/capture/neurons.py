"""What every neuron of a layer does over the sample: mean, deviation, share of zeros, histogram."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.core.snapshot import NeuronStatistics, SplitStates
from clicklens.data.split import TEST, TRAIN, VALIDATION

BINS = 32

_NARROWEST = 1e-30  # a range below it is taken as one value


def neuron_statistics(values: NDArray[np.float32]) -> NeuronStatistics:
    """values (n, H) after the non-linearity -> statistics of each neuron.

    The deviation has divisor n; the histogram has the same ``BINS`` equal bins from the layer's least to its largest
    value for all neurons, so that they can be drawn side by side. A value that is not finite is in no bin, and makes
    its neuron's mean and deviation NaN or infinite: a layer that has diverged is shown as it is.
    """
    edges = _edges(values)
    with np.errstate(invalid="ignore"):
        mean = values.mean(axis=0, dtype=np.float64)
        deviation = values.std(axis=0, dtype=np.float64)
    return NeuronStatistics(
        mean=mean.astype(np.float32),
        deviation=deviation.astype(np.float32),
        zero_share=(values == 0).mean(axis=0).astype(np.float32),
        histogram=_histogram(values, edges),
        edges=edges.astype(np.float32),
    )


def fluctuation_figures(splits: Mapping[str, SplitStates]) -> dict[str, float | None]:
    """``fluctuation_train``, ``fluctuation_held_out`` and their quotient ``fluctuation_ratio``, of all layers together.

    The mean over taps of S_k, which is the mean over a tap's neurons of their deviation (Guo et al., arXiv:1806.08541).
    None where a split is not kept, or a layer has diverged.
    """
    train, other = (_fluctuation(splits.get(name or "")) for name in (TRAIN, held_out_of(splits)))
    ratio = train / other if train is not None and other else None
    return {"fluctuation_train": train, "fluctuation_held_out": other, "fluctuation_ratio": ratio}


def held_out_of(splits: Collection[str]) -> str | None:
    """The split that judges generalisation: test, else validation, else the first by name; None where all is train."""
    return next((name for name in (TEST, VALIDATION, *sorted(splits)) if name in splits and name != TRAIN), None)


def _fluctuation(states: SplitStates | None) -> float | None:
    """Mean over taps of S_k"""
    if states is None or not states.neurons:
        return None
    found = float(np.mean([np.mean(known.deviation, dtype=np.float64) for known in states.neurons.values()]))
    return found if math.isfinite(found) else None


def _edges(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """values (n, H) -> (BINS + 1,)"""
    low, high = float(values.min()), float(values.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if high - low < _NARROWEST:
        high = low + max(1.0, abs(low))
    return np.linspace(low, high, BINS + 1)


def _histogram(values: NDArray[np.float32], edges: NDArray[np.float64]) -> NDArray[np.int64]:
    """values (n, H) -> rows of each bin, (H, BINS)"""
    width = values.shape[1]
    states = torch.from_numpy(values)
    low, high = float(edges[0]), float(edges[-1])
    place = ((states - low) * (BINS / (high - low))).to(torch.int32).clamp_(0, BINS - 1)  # (n, H)
    place += torch.arange(width, dtype=torch.int32) * BINS
    is_finite = torch.isfinite(states)
    counted = place.flatten() if bool(is_finite.all()) else place[is_finite]
    counts: NDArray[np.int64] = torch.bincount(counted, minlength=width * BINS).reshape(width, BINS).numpy()
    return counts
