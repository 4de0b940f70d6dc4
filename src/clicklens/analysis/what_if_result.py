"""What a what-if question found: the row's score before and after, and what each change does alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.live_result import LiveResult
from clicklens.analysis.live_value import KnownValue
from clicklens.analysis.reading import Reading, shown
from clicklens.analysis.row_score import RowScore
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ChangedValue(Record):
    """One field's change, and what it does alone."""

    field: str
    before: Reading  # as the row holds it; None: missing, or unknown to training
    after: Reading  # as it was asked for; None: missing
    read_as: Reading = None  # the values that the model has a vector for, of a number in buckets its range; else None
    known: KnownValue
    alone: RowScore  # with this change only
    effect: float  # pctr with this change only, less pctr before


class WhatIf(LiveResult):
    """One row, scored as it is and with changed values."""

    kind: Literal["what_if"] = "what_if"
    before: RowScore
    after: RowScore  # with all changes
    changes: tuple[ChangedValue, ...]

    @property
    def effect(self) -> float:
        """Pctr with all changes, less pctr before."""
        return self.after.pctr - self.before.pctr

    def to_frame(self) -> pd.DataFrame:
        """A row for the row as it is, for each change alone, and for all of them together."""
        base = {"change": "as it is", "before": "", "after": "", "logit": self.before.logit, "pctr": self.before.pctr}
        rows = [{**base, "effect": 0.0}]
        for change in self.changes:
            values = {"change": change.field, "before": shown(change.before), "after": shown(change.after)}
            rows.append({**values, **change.alone.model_dump(), "effect": change.effect})
        if len(self.changes) > 1:
            rows.append({**base, "change": "all together", **self.after.model_dump(), "effect": self.effect})
        frame: pd.DataFrame = pd.DataFrame(rows)
        return frame

    def plot(self) -> Figure:
        """Pctr as it is, with each change alone, and with all of them."""
        from clicklens.analysis.what_if_figure import draw_what_if

        return draw_what_if(self)
