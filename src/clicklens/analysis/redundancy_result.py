"""What redundancy found: how alike any two layers see the rows, and how far each layer has turned in training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.result import Result, interval_columns
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class LayerLikeness(Record):
    """Two layers at one step, on the same rows."""

    layer: str
    other: str  # a layer further from the input
    cka: Interval | None  # debiased linear CKA, about 0 to 1; None where one of the layers does not vary


class LayerTurn(Record):
    """One layer at two steps, on the same rows."""

    layer: str
    cka: Interval | None  # 1: the same but for axes and scale


class RedundancyResult(Result):
    """Layers held against one another."""

    kind: Literal["redundancy"] = "redundancy"
    split: str
    step: int  # optimiser steps, of ``pairs``
    other_step: int | None  # optimiser steps, that ``turns`` hold ``step`` against; None where the run has one snapshot
    best_step: int | None
    layers: dict[str, int]  # layer -> neurons, input side first
    alike: float  # a pair whose interval lies above it is called the same
    blocks: int  # of rows, left out in turn for the intervals
    blocks_are_users: bool  # whether a user's rows were kept together
    pairs: tuple[LayerLikeness, ...]  # of any two layers, by the lower one, then the upper one
    turns: tuple[LayerTurn, ...]  # by layer
    seed: int

    def likeness(self, layer: str, other: str) -> Interval | None:
        """CKA of two layers, in either order."""
        found = (pair.cka for pair in self.pairs if {pair.layer, pair.other} == {layer, other})
        return next(found, None)

    def to_frame(self) -> pd.DataFrame:
        """A row for each pair of layers at the step, and for each layer at the two steps."""
        pairs = [
            {
                "layer": pair.layer,
                "step": self.step,
                "other": pair.other,
                "other_step": self.step,
                **interval_columns("cka", pair.cka),
            }
            for pair in self.pairs
        ]
        turns = [
            {
                "layer": turn.layer,
                "step": self.step,
                "other": turn.layer,
                "other_step": self.other_step,
                **interval_columns("cka", turn.cka),
            }
            for turn in self.turns
        ]
        frame: pd.DataFrame = pd.DataFrame(pairs + turns)
        return frame

    def plot(self) -> Figure:
        """The matrix of layers, and each layer at the two steps."""
        from clicklens.analysis.redundancy_figure import draw_redundancy

        return draw_redundancy(self)
