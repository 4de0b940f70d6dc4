"""What slices found: for each named set of rows how the model does on it, against all other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.result import Result, interval_columns
from clicklens.analysis.rows.figures import Parts, RowEstimate
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TABLED = ("rate", "auc", "log_loss", "pcoc")


class SliceFigures(Record):
    """One slice. The gaps' intervals allow for all that were looked at: the worst of many looks bad by chance."""

    name: str  # of a saved slice; otherwise the rows in words
    said: str  # the rows in words
    filter: RowFilter
    is_saved: bool  # false: a frequent value of a field, or a day, that was looked at without being asked
    is_of_other_data: bool = False  # it was saved on rows of another schema
    parts: Parts | None  # the slice against the rest; None where it cannot be used
    auc_gap: Interval | None  # AUC of the slice less that of the rest
    pcoc_gap: Interval | None  # PCOC of the slice less that of the rest
    reason: str | None = None  # why it cannot be used


class SlicesResult(Result):
    """How the model does on parts of a split."""

    kind: Literal["slices"] = "slices"
    step: int  # optimiser steps: where scores, saliencies and neurons of the filters are read
    split: str
    level: float  # of the gaps' intervals
    support: int  # rows that a value of a field must have to be looked at
    slices: tuple[SliceFigures, ...]  # worst order first; those that cannot be used last

    def to_frame(self) -> pd.DataFrame:
        """A row for each slice: rows, share, click rate, AUC, log loss and PCOC with their intervals, and the gaps."""
        frame: pd.DataFrame = pd.DataFrame([_record(found) for found in self.slices])
        return frame

    def plot(self) -> Figure:
        """AUC and PCOC of the slices that differ most, against the rest."""
        from clicklens.analysis.slices_figure import draw_slices

        return draw_slices(self)


def _record(found: SliceFigures) -> dict[str, object]:
    record: dict[str, object] = {"slice": found.name, "rows_are": found.said, "saved": found.is_saved}
    part = None if found.parts is None else found.parts.selection
    record |= {"rows": 0 if part is None else part.rows, "share": None if part is None else part.share}
    for name in TABLED:
        estimate: RowEstimate | None = None if part is None else getattr(part, name)
        record |= interval_columns(name, None if estimate is None else estimate.interval)
        record[name] = None if estimate is None else estimate.value
    record |= interval_columns("auc_gap", found.auc_gap) | interval_columns("pcoc_gap", found.pcoc_gap)
    return {**record, "reason": found.reason}
