"""What saliency found: every field's saliency and share by step and day, the ids behind it, and what took over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.id_saliency import IdSaliency
from clicklens.analysis.result import Result, interval_columns
from clicklens.analysis.row_saliency import Measure
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class FieldSaliency(Record):
    """One field at one step, on the rows of one split (and day)."""

    step: int  # optimiser steps
    split: str
    day: int | None = None  # None: all days
    rows: int
    field: str
    saliency: Interval | None  # mean over rows of the mean |dPctr/dh0_j| over the field's elements
    share: Interval | None  # of the sum over all fields, 0 to 1; None where every gradient is 0


class Leaning(Record):
    """A field of many values whose share grew faster than that of all others together: a sign of memorising."""

    field: str
    since: int  # the early step it is compared with
    step: int
    before: Interval  # share then, 0 to 1
    now: Interval  # share at ``step``, 0 to 1
    growth: Interval  # of the odds share / (1 - share): how much faster than the other fields together
    values: int  # distinct ids among the sample's rows


class SaliencyResult(Result):
    """Which fields move the model's pctr, over training."""

    kind: Literal["saliency"] = "saliency"
    step: int  # that ``days`` and ``ids`` stand on
    split: str
    day: int | None
    measure: Measure = "gradient"
    fields: tuple[str, ...]  # by saliency at that step, the greatest first
    series: tuple[FieldSaliency, ...]  # every step, split and field, on the rows asked for
    days: tuple[FieldSaliency, ...]  # at the step, each day of each split
    ids: tuple[IdSaliency, ...]  # at the step, on the split
    leanings: tuple[Leaning, ...]

    def at_step(self, *, split: str | None = None) -> tuple[FieldSaliency, ...]:
        """Every field at the result's step, in the order of ``fields``."""
        asked = self.split if split is None else split
        found = {point.field: point for point in self.series if (point.step, point.split) == (self.step, asked)}
        return tuple(found[name] for name in self.fields)

    def to_frame(self) -> pd.DataFrame:
        """A row for each step, split, day and field: saliency and share with their intervals."""
        rows = [
            {
                "step": point.step,
                "split": point.split,
                "day": point.day,
                "field": point.field,
                "rows": point.rows,
                **interval_columns("saliency", point.saliency),
                **interval_columns("share", point.share),
            }
            for point in dict.fromkeys(self.series + self.days)
        ]
        frame: pd.DataFrame = pd.DataFrame(rows).astype({"day": "Int64"})
        return frame

    def plot(self) -> Figure:
        """Shares at the step, shares over training, shares by day, and the ids leant on most."""
        from clicklens.analysis.saliency_figure import draw_saliency

        return draw_saliency(self)
