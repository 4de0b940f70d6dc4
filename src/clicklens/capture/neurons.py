"""What every neuron of a layer does over the sample: mean, deviation, share of zeros, histogram."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.core.snapshot import NeuronStatistics

BINS = 32


def neuron_statistics(values: NDArray[np.float32]) -> NeuronStatistics:
    """values (n, H) after the non-linearity -> statistics of each neuron.

    The deviation has divisor n; the histogram has the same ``BINS`` equal bins from the layer's least to its largest
    value for all neurons, so that they can be drawn side by side.
    """
    width = values.shape[1]
    low, high = float(values.min()), float(values.max())
    edges = np.linspace(low, high if high > low else low + 1.0, BINS + 1)
    place = np.clip(((values - edges[0]) * (BINS / (edges[-1] - edges[0]))).astype(np.int64), 0, BINS - 1)  # (n, H)
    counts = np.bincount((place + np.arange(width) * BINS).ravel(), minlength=width * BINS)
    return NeuronStatistics(
        mean=values.mean(axis=0, dtype=np.float64).astype(np.float32),
        deviation=values.std(axis=0, dtype=np.float64).astype(np.float32),
        zero_share=(values == 0).mean(axis=0).astype(np.float32),
        histogram=counts.reshape(width, BINS),
        edges=edges.astype(np.float32),
    )
