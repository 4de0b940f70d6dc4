"""What was found of one neuron: what it does over training, which rows drive it, what they share, who is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.reading import shown
from clicklens.analysis.result import Result, interval_columns
from clicklens.analysis.row_reading import RowReading
from clicklens.analysis.shared_value import SharedValue
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class NeuronAtStep(Record):
    """What the neuron puts out over the rows at one step. ``zero_share`` and ``shares`` sum to 1."""

    step: int  # optimiser steps
    mean: float | None  # None: not finite
    deviation: float | None
    zero_share: float  # of rows with output 0, 0 to 1
    shares: tuple[float, ...]  # of rows in each bin, those with output 0 left out; as many as there are bins


class DrivingRow(RowReading):
    """A row with the neuron's output."""

    output: float


class NearNeuron(Record):
    """Another neuron whose output rises and falls with it."""

    layer: str
    neuron: int  # counted from 0
    correlation: Interval  # Pearson's r of the outputs over rows, -1 to 1


class NeuronResult(Result):
    """One neuron."""

    kind: Literal["neuron"] = "neuron"
    split: str
    step: int  # optimiser steps: of all but ``film``
    layer: str
    neuron: int  # counted from 0
    width: int  # neurons of the layer
    is_dead: bool  # output 0 in every row
    is_barely_active: bool  # as in fluctuation
    edges: tuple[float, ...]  # of the bins, one more than bins; the same at every step
    film: tuple[NeuronAtStep, ...]  # by step; thinned where the run has more snapshots than asked for
    with_pctr: Interval | None  # Pearson's r of output and pctr, -1 to 1; None where one does not vary
    with_label: Interval | None  # Pearson's r of output and label
    threshold: float | None  # output from which on a row is one of those that drive it; None where none does
    driving_rows: int  # rows with such an output
    driving_clicks: Interval | None  # click rate among them, 0 to 1
    rest_clicks: Interval | None  # click rate among the other rows, 0 to 1
    top: tuple[DrivingRow, ...]  # rows of the largest output, the largest first
    shared: tuple[SharedValue, ...]  # what the driving rows hold more often than the rest, by the low end of the lift
    tried: int  # values that were tried for it
    near: tuple[NearNeuron, ...]  # in its own layer and in those beside it, by |r| in each layer
    seed: int  # of the bootstrap

    def to_frame(self) -> pd.DataFrame:
        """A row for each step: mean, deviation and share of zeros."""
        frame: pd.DataFrame = pd.DataFrame([point.model_dump(exclude={"shares"}) for point in self.film])
        return frame

    def shared_frame(self) -> pd.DataFrame:
        """A row for each value that the driving rows share: counts, shares, lift with its interval, corrected p."""
        columns = ["field", "value", "rows", "rows_rest", "users", "share", "share_rest"]
        lift = ["lift", "lift_low", "lift_high"]
        rows = [
            {**value.model_dump(include=set(columns)), **interval_columns("lift", value.lift), "p": value.p}
            for value in self.shared
        ]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=[*columns, *lift, "p"])
        return frame

    def top_frame(self) -> pd.DataFrame:
        """A row for each of the rows that drive it most: output, label, pctr and the fields."""
        rows = [
            {
                **row.model_dump(include={"example_id", "output", "label", "pctr"}),
                **{f"field:{name}": shown(value) for name, value in row.fields.items()},
            }
            for row in self.top
        ]
        frame: pd.DataFrame = pd.DataFrame(rows)
        return frame

    def plot(self) -> Figure:
        """Its outputs over training, what drives it, and the neurons like it."""
        from clicklens.analysis.neuron_figure import draw_neuron

        return draw_neuron(self)
