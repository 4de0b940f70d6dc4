"""The film of one neuron: how its outputs are spread over the same rows at every step, in the same bins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.analysis.neuron_result import NeuronAtStep
from clicklens.analysis.step_choice import thinned

Floats = NDArray[np.float64]


def neuron_film(
    subject: Captured, split: str, layer: str, neuron: int, *, step: int, bins: int, most_steps: int
) -> tuple[tuple[float, ...], tuple[NeuronAtStep, ...]]:
    """Edges of the bins, and what the neuron puts out at each step; rows count by their sampling weights.

    The bins that capture kept differ from step to step, so the outputs themselves are read.
    """
    kept = {step, subject.best_or_last_step(), subject.reference_step(step)}
    steps = thinned(subject.steps, most_steps, keep=kept)
    outputs = {at: subject.states(at, split).activations[layer][:, neuron].astype(np.float64) for at in steps}
    finite = [values[np.isfinite(values)] for values in outputs.values()]
    low = min((float(values.min()) for values in finite if values.size), default=0.0)
    high = max((float(values.max()) for values in finite if values.size), default=0.0)
    edges = np.linspace(low, high if high > low else low + 1.0, bins + 1)
    weights = subject.states(steps[0], split).weights.astype(np.float64)
    film = tuple(_at(known, values, weights / weights.sum(), edges) for known, values in outputs.items())
    return tuple(float(f"{edge:.6g}") for edge in edges), film


def _at(step: int, output: Floats, share: Floats, edges: Floats) -> NeuronAtStep:
    """output (n,), share (n,) what each row counts for"""
    is_zero = output == 0
    moving = np.isfinite(output) & ~is_zero
    counts = np.histogram(output[moving], bins=edges, weights=share[moving])[0]
    mean = float(share @ output)
    deviation = float(np.sqrt(share @ np.square(output - mean))) if np.isfinite(mean) else None
    return NeuronAtStep(
        step=step,
        mean=mean if np.isfinite(mean) else None,
        deviation=deviation,
        zero_share=min(float(share[is_zero].sum()), 1.0),
        shares=tuple(float(f"{count:.4g}") for count in counts),
    )
