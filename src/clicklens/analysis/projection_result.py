"""What projection found: the same rows as points on a plane, layer by layer, and how closely clicks gather."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import pandas as pd

from clicklens.analysis.result import Result, interval_columns
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Method: TypeAlias = Literal["tsne", "pca"]


class PointMap(Record):
    """One layer at one step as points on a plane; point i is the same row in every map."""

    step: int  # optimiser steps
    tap: str
    x: tuple[float, ...]  # no unit; four significant digits
    y: tuple[float, ...]
    map_purity: Interval | None  # clicked share among a clicked point's k nearest on the map; None for a silent layer
    layer_purity: Interval | None  # the same in the layer itself


class PurityGap(Record):
    """How much more closely clicks gather in one layer than in the one below."""

    step: int
    tap: str
    below: str
    gap: Interval | None  # difference of purity in the layers themselves


class ProjectionResult(Result):
    """Maps of the same rows through layers and steps."""

    kind: Literal["projection"] = "projection"
    step: int  # that is shown and judged
    split: str
    method: Method
    perplexity: float | None  # of t-SNE, lowered where there are few points; None for PCA
    seed: int
    k: int  # neighbours
    chance: float  # click share among the other points: the purity where clicks do not gather
    example_ids: tuple[int, ...]
    labels: tuple[int, ...]  # 1 clicked, 0 not
    pctr: dict[int, tuple[float, ...]]  # step -> the model's pctr of each point, four significant digits
    maps: tuple[PointMap, ...]
    gaps: tuple[PurityGap, ...]

    def at_step(self, step: int | None = None) -> tuple[PointMap, ...]:
        """The maps of one step (None: the one that is shown), input side first."""
        asked = self.step if step is None else step
        return tuple(known for known in self.maps if known.step == asked)

    def points(self) -> pd.DataFrame:
        """A row for each point of each map: step, tap, example_id, label, pctr, x, y."""
        parts = [
            pd.DataFrame(
                {
                    "step": known.step,
                    "tap": known.tap,
                    "example_id": self.example_ids,
                    "label": self.labels,
                    "pctr": self.pctr[known.step],
                    "x": known.x,
                    "y": known.y,
                }
            )
            for known in self.maps
        ]
        frame: pd.DataFrame = pd.concat(parts, ignore_index=True)
        return frame

    def to_frame(self) -> pd.DataFrame:
        """A row for each step and tap: purity on the map and in the layer, with their intervals, and chance."""
        frame: pd.DataFrame = pd.DataFrame(
            [
                {
                    "step": known.step,
                    "tap": known.tap,
                    "chance": self.chance,
                    **interval_columns("layer_purity", known.layer_purity),
                    **interval_columns("map_purity", known.map_purity),
                }
                for known in self.maps
            ]
        )
        return frame

    def plot(self) -> Figure:
        """A map for each layer at the step, and purity by layer and, with several steps, over training."""
        from clicklens.analysis.projection_figure import draw_projection

        return draw_projection(self)
