"""Interactions: the sets of fields that act together in a model, how often, and whether that is more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.live_result import ModelResult
from clicklens.analysis.result import interval_columns
from clicklens.interactions import GlobalSet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SURE = 0.05  # p, below which a set is more than chance


class FoundSet(GlobalSet):
    """A set of fields that act together in many of the rows."""

    @property
    def is_sure(self) -> bool:
        """Whether chance does not explain it; False also where that was not asked."""
        return self.p is not None and self.p < SURE


class Interactions(ModelResult):
    """The sets of a model, the most frequent first, and how often any two fields stand in one."""

    kind: Literal["interactions"] = "interactions"
    split: str
    task: str
    settings: InteractionParams
    fields: tuple[str, ...]  # in the order of the matrices
    sets: tuple[FoundSet, ...]
    counts: tuple[tuple[int, ...], ...]  # (F, F): rows among whose first sets the two stand together; 0 on the diagonal
    strengths: tuple[tuple[float, ...], ...]  # (F, F): mean over the rows, by the detector's measure, in logit
    fidelity: float | None  # median R² of the surrogates; None: the detector has none

    @property
    def instances(self) -> int:
        """Rows that were asked."""
        return self.rows.get(self.split, 0)

    def to_frame(self) -> pd.DataFrame:
        """A row for each set."""
        rows = [
            {
                "fields": " × ".join(found.fields),
                "size": len(found.fields),
                "count": found.count,
                **interval_columns("share", found.share),
                "by_chance": found.by_chance,
                "p": found.p,
                "stability": found.stability,
                **interval_columns("strength", found.strength),
                "examples": ", ".join(map(str, found.examples)),
            }
            for found in self.sets
        ]
        columns = ["fields", "size", "count", "share", "share_low", "share_high", "by_chance", "p", "stability"]
        columns += ["strength", "strength_low", "strength_high", "examples"]
        frame: pd.DataFrame = pd.DataFrame(rows, columns=columns)
        return frame

    def plot(self) -> Figure:
        """Rows by pair of fields, and the sets as bars beside their counts by chance."""
        from clicklens.analysis.interactions_figure import draw_interactions

        return draw_interactions(self)


def set_name(fields: tuple[str, ...]) -> str:
    """'`age`, `gender` and `device`'"""
    named = [f"`{field}`" for field in fields]
    return f"{', '.join(named[:-1])} and {named[-1]}"
