"""What a comparison found: every metric, share and fluctuation before and after, and the rows that moved most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.result import Result
from clicklens.core.interval import Interval
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ComparedSide(Record):
    """One of the two: a run at a step, on the rows of one day or of all."""

    name: str  # as findings and pictures call it
    run_id: str
    step: int  # optimiser steps
    day: int | None = None  # None: all days
    rows: int


class Change(Record):
    """One figure on both sides; ``difference`` is after less before."""

    name: str  # of the metric, field or layer
    before: float | None  # None: undefined, or the side does not have it
    after: float | None
    difference: Interval | None  # None where one side has no value or nothing is known of the error


class MovedRow(Record):
    """A row whose pctr the two sides see differently."""

    example_id: int
    clicked: bool
    before: float  # pctr, 0 to 1
    after: float  # pctr, 0 to 1
    fields: dict[str, str]  # as people read them


class Moves(Record):
    """How far pctr moved: the share of all rows in each bin; what lies outside counts in the outermost bins."""

    edges: tuple[float, ...]  # of pctr after less before
    clicked: tuple[float, ...]  # shares of the clicked rows, 0 to 1
    not_clicked: tuple[float, ...]  # shares of the others, 0 to 1
    median: float  # of the absolute move, in pctr


class Comparison(Result):
    """Two runs, two steps of a run or two days of a step, on rows of one held-out split."""

    kind: Literal["comparison"] = "comparison"
    split: str
    before: ComparedSide
    after: ComparedSide
    same_rows: bool  # intervals are then paired row by row
    metrics: tuple[Change, ...]
    shares: tuple[Change, ...]  # of saliency by field, 0 to 1, the greatest change first
    fluctuation: tuple[Change, ...]  # by layer, input side first
    moved: tuple[MovedRow, ...]  # the greatest move first; empty for two days
    moves: Moves | None  # None for two days

    def to_frame(self) -> pd.DataFrame:
        """A row for each figure: what it is, its name, before, after, difference, low, high."""
        parts = (("metric", self.metrics), ("saliency share", self.shares), ("fluctuation", self.fluctuation))
        rows = [{"what": what, "name": change.name, **_columns(change)} for what, part in parts for change in part]
        columns = ["what", "name", "before", "after", "difference", "low", "high"]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=columns)
        return frame

    def rows_frame(self) -> pd.DataFrame:
        """A row for each example that moved most: its click, its pctr on both sides, and its fields."""
        rows = [
            {
                "example": row.example_id,
                "clicked": row.clicked,
                "before": row.before,
                "after": row.after,
                "move": row.after - row.before,
                **row.fields,
            }
            for row in self.moved
        ]
        frame: pd.DataFrame = pd.DataFrame(rows)
        return frame

    def plot(self) -> Figure:
        """Differences of the metrics, shares of saliency, fluctuation of the layers, and how far pctr moved."""
        from clicklens.analysis.comparison_figure import draw_comparison

        return draw_comparison(self)


def _columns(change: Change) -> dict[str, float | None]:
    known = change.before is not None and change.after is not None
    interval = change.difference
    return {
        "before": change.before,
        "after": change.after,
        "difference": (change.after or 0.0) - (change.before or 0.0) if known else None,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
    }
