"""What a scan found: one row's pctr for each value of one field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.live_result import LiveResult
from clicklens.analysis.reading import Reading, shown
from clicklens.analysis.row_score import RowScore
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ScannedValue(Record):
    """One value, and what the row scores with it."""

    value: Reading  # a list of one for a field with many; a range for a number in buckets; None: missing
    count: int | None  # times that training holds it, in every field of its table; None for a number
    score: RowScore
    is_own: bool  # the row's own value
    is_unknown: bool  # training never held it, or found it too rare: read as unknown


class Scan(LiveResult):
    """One row, scored with one value of a field after another."""

    kind: Literal["scan"] = "scan"
    field: str
    own: Reading  # the row's own value; None: missing, or unknown to training
    own_count: int | None  # times that training holds it; None for a number
    own_score: RowScore  # of the row as it is
    known: int | None  # values that training knows; None for a number
    points: tuple[ScannedValue, ...]  # by pctr, the highest first; those of a number ascend

    @property
    def lowest(self) -> ScannedValue:
        """The value that gives the least pctr."""
        return min(self.points, key=lambda point: point.score.pctr)

    @property
    def highest(self) -> ScannedValue:
        """The value that gives the greatest pctr."""
        return max(self.points, key=lambda point: point.score.pctr)

    def to_frame(self) -> pd.DataFrame:
        """A row for each value: how often training holds it, logit, pctr, and how far that is from the row's own."""
        rows = [
            {
                "value": point.value if isinstance(point.value, float) else shown(point.value),
                "count": point.count,
                **point.score.model_dump(),
                "effect": point.score.pctr - self.own_score.pctr,
                "own": point.is_own,
                "unknown": point.is_unknown,
            }
            for point in self.points
        ]
        frame: pd.DataFrame = pd.DataFrame(rows).astype({"count": "Int64"})
        return frame

    def plot(self) -> Figure:
        """Pctr by value."""
        from clicklens.analysis.scan_figure import draw_scan

        return draw_scan(self)
