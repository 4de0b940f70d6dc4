"""What probes found: how well each layer tells clicks, what each layer adds, and how the model itself does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.result import Result, interval_columns
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ProbePoint(Record):
    """One layer's probe at one step, judged on one split."""

    step: int  # optimiser steps
    tap: str
    split: str
    auc: Interval | None  # 0.5 to 1 as a rule; None where the split's sample has one class


class LayerGain(Record):
    """What a layer's probe has over that of the layer below, on the same rows."""

    step: int
    tap: str
    below: str
    split: str
    gain: Interval | None  # difference of AUC


class ModelAuc(Record):
    """The model's own AUC on the same rows."""

    step: int
    split: str
    auc: Interval | None


class ProbeResult(Result):
    """How much of the click each layer gives away to a straight cut."""

    kind: Literal["probe"] = "probe"
    step: int  # on which the findings stand
    split: str  # on which they are judged
    taps: dict[str, int]  # tap -> neurons, input side first
    margin: float  # a gain of AUC below it is none
    points: tuple[ProbePoint, ...]
    gains: tuple[LayerGain, ...]
    model: tuple[ModelAuc, ...]
    not_kept: tuple[str, ...] = ("h0",)  # states below the first tap, which no snapshot holds: they have no probe

    def gain(self, tap: str) -> LayerGain | None:
        """What that layer adds at the step and on the split of the findings; None for the first one."""
        place = (self.step, self.split, tap)
        return next((gain for gain in self.gains if (gain.step, gain.split, gain.tap) == place), None)

    def to_frame(self) -> pd.DataFrame:
        """A row for each step, tap and split: AUC and the gain over the layer below, with their intervals."""
        gains = {(gain.step, gain.tap, gain.split): gain.gain for gain in self.gains}
        frame: pd.DataFrame = pd.DataFrame(
            [
                {
                    "step": point.step,
                    "tap": point.tap,
                    "split": point.split,
                    **interval_columns("auc", point.auc),
                    **interval_columns("gain", gains.get((point.step, point.tap, point.split))),
                }
                for point in self.points
            ]
        )
        return frame

    def plot(self) -> Figure:
        """AUC by layer, what each layer adds, and AUC over training on held-out and training rows."""
        from clicklens.analysis.probe_figure import draw_probe

        return draw_probe(self)
