"""What neurons found: every neuron of every layer over training as a map, and which of them are silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import pandas as pd

from clicklens.analysis.result import Result
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NeuronMeasure: TypeAlias = Literal["mean", "deviation", "zero_share", "gap"]


class LayerMap(Record):
    """One layer: a row for each neuron in the layer's own order, a column for each step.

    Silent, woken: as in ``fluctuation``, on the rows of the result's split; neurons by their index, counted from 0.
    """

    layer: str
    neurons: int
    values: tuple[tuple[float | None, ...], ...]  # (neurons, steps), four significant digits; None: not finite
    low: float | None  # least of ``values``
    high: float | None  # largest of ``values``
    by_value: tuple[int, ...]  # neurons by their value at the step, largest first
    by_change: tuple[int, ...]  # neurons by what they gained since the reference step, largest rise first
    dead: tuple[int, ...]  # output 0 in every row at the step
    barely_active: tuple[int, ...]  # at the step; the dead ones included
    woken: tuple[int, ...]  # barely active at the reference step and not at the step
    silenced: tuple[int, ...]  # the other way round
    dead_counts: tuple[int, ...]  # neurons, at each of the steps
    barely_active_counts: tuple[int, ...]  # neurons, at each of the steps


class NeuronPoint(Record):
    """The neuron of all that stands out most, by what is measured."""

    layer: str
    neuron: int  # counted from 0
    before: Interval | None  # at the reference step
    now: Interval | None  # at the step
    change: Interval | None  # ``now`` less ``before``, on the same rows


class NeuronsResult(Result):
    """Neurons over training."""

    kind: Literal["neurons"] = "neurons"
    split: str  # whose rows are looked at
    compared_with: str | None  # of a gap: the other split, whose deviation is taken off; None for other measures
    measure: NeuronMeasure
    step: int  # optimiser steps: the one looked at
    reference_step: int  # optimiser steps: the best one where it lies before, otherwise the first one above 0
    best_step: int | None
    steps: tuple[int, ...]  # of the columns; thinned where the run has more snapshots than asked for
    layers: tuple[LayerMap, ...]  # input side first
    moved: NeuronPoint | None  # changed most since the reference step; of a gap: has the largest at the step
    seed: int  # of the bootstrap

    def to_frame(self) -> pd.DataFrame:
        """A row a layer, neuron and step."""
        parts = [
            pd.DataFrame(
                {
                    "layer": known.layer,
                    "neuron": [neuron for neuron in range(known.neurons) for _ in self.steps],
                    "step": list(self.steps) * known.neurons,
                    self.measure: [value for row in known.values for value in row],
                }
            )
            for known in self.layers
        ]
        frame: pd.DataFrame = pd.concat(parts, ignore_index=True)
        return frame

    def plot(self) -> Figure:
        """A heat map a layer, neurons by their value at the step."""
        from clicklens.analysis.neurons_figure import draw_neurons

        return draw_neurons(self)
