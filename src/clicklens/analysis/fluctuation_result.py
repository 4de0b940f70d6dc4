"""What fluctuation found: every neuron at one step, every layer at all steps, the gap of the splits, the alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.overfitting import Alarm
from clicklens.analysis.result import Result
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class LayerState(Record):
    """One layer over the sample of one split at one step."""

    step: int  # optimiser steps
    split: str
    layer: str
    neurons: int
    fluctuation: float  # S_k, mean over neurons of the deviation of their outputs over rows
    mean_output: float  # mean over neurons and rows
    correlation: float | None  # C_k, 0 to 1; None without values before the non-linearity
    dead: int  # neurons whose output is 0 in every row
    barely_active: int  # neurons, the dead ones included


class LayerNeurons(Record):
    """Every neuron of one layer over one split at the step looked at, in the layer's own order: (H,) each."""

    layer: str
    split: str
    mean: tuple[float, ...]  # m_kj
    deviation: tuple[float, ...]  # s_kj
    zero_share: tuple[float, ...]  # 0 to 1


class LayerGap(Record):
    """Training rows against held-out rows in one layer, and the step looked at against the reference step.

    None where a fluctuation is 0 and nothing can be divided by it.
    """

    layer: str
    ratio: Interval | None  # S_k on train / S_k held out, at the step
    reference_ratio: Interval | None  # the same at the reference step
    train_growth: Interval | None  # S_k on train, at the step / at the reference step
    held_out_growth: Interval | None  # S_k held out, at the step / at the reference step
    woken: int  # neurons barely active on training rows at the reference step and not at the step
    silenced: int  # the other way round


class DayFluctuation(Record):
    """One layer over the held-out rows of one day at the step looked at."""

    day: int
    layer: str
    rows: int
    fluctuation: Interval | None  # None where the day has fewer than two rows


class FluctuationResult(Result):
    """Inner states of training and held-out rows, side by side."""

    kind: Literal["fluctuation"] = "fluctuation"
    step: int  # optimiser steps: the one looked at
    reference_step: int  # optimiser steps: the best one where it lies before, otherwise the first one above 0
    held_out: str  # the split that is held against train
    layers: tuple[str, ...]  # input side first
    series: tuple[LayerState, ...]  # by step, split, layer
    neurons: tuple[LayerNeurons, ...]  # by split, layer
    gaps: tuple[LayerGap, ...]  # by layer
    days: tuple[DayFluctuation, ...]  # by day, layer; empty where rows have no day
    alarm: Alarm
    steps: tuple[int, ...]  # optimiser steps of all snapshots
    signals: dict[str, tuple[float | None, ...]]  # signal of over-fitting -> its value at each of ``steps``
    seed: int  # of the bootstrap

    def to_frame(self) -> pd.DataFrame:
        """A row a step, split and layer."""
        frame: pd.DataFrame = pd.DataFrame([state.model_dump() for state in self.series])
        return frame

    def plot(self) -> Figure:
        """Fluctuation by step and layer, correlation, neurons, days."""
        from clicklens.analysis.fluctuation_figure import draw_fluctuation

        return draw_fluctuation(self)

    @property
    def widest(self) -> LayerGap:
        """The layer where training rows move most against held-out rows."""
        return max(self.gaps, key=lambda gap: gap.ratio.value if gap.ratio else 0.0)
