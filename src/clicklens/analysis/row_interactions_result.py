"""RowInteractions: which fields act together in one row, what they bring to its score, and what it leans on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.live_result import LiveResult
from clicklens.analysis.reading import Reading, shown
from clicklens.analysis.row_score import RowScore
from clicklens.core.record import Record

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class RowField(Record):
    """One field of the row."""

    field: str
    value: Reading
    brings: float  # logit with this field alone kept, less the logit with all off
    saliency: float  # mean |dPctr/dh| over the field's vector


class RowSet(Record):
    """Fields that act together in this row."""

    fields: tuple[str, ...]
    strength: float  # by the detector's measure
    brings: float  # logit with this set alone kept, less the logit with all off
    beyond: float  # what of it is more than the sum of what its fields bring each alone


class RowInteractions(LiveResult):
    """One row: its sets beside its saliency."""

    kind: Literal["row_interactions"] = "row_interactions"
    settings: InteractionParams
    score: RowScore  # of the row as it is
    base: float  # logit with every field off
    fields: tuple[RowField, ...]  # in the model's order
    sets: tuple[RowSet, ...]  # the strongest first
    fidelity: float | None  # R² of the row's surrogate; None: the detector has none

    def to_frame(self) -> pd.DataFrame:
        """A row for each field and each set."""
        rows = [
            {"fields": one.field, "value": shown(one.value), "brings": one.brings, "saliency": one.saliency}
            for one in self.fields
        ]
        rows += [
            {"fields": " × ".join(one.fields), "brings": one.brings, "beyond": one.beyond, "strength": one.strength}
            for one in self.sets
        ]
        columns = ["fields", "value", "brings", "beyond", "strength", "saliency"]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=columns)
        return frame

    def plot(self) -> Figure:
        """The sets by what they bring beyond the sum, beside the saliency of the fields."""
        from clicklens.analysis.row_interactions_figure import draw_row_interactions

        return draw_row_interactions(self)
