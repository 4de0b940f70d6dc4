"""Interactions: the sets of fields that act together in a model, how often, and whether that is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.live_finding import other_step
from clicklens.analysis.live_result import ModelResult
from clicklens.analysis.result import interval_columns
from clicklens.core.errors import NotFoundError
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.interactions import GlobalSet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SURE = 0.05  # p, below which a set is more than chance


class SetCell(Record):
    """One combination of values of a set's fields."""

    values: tuple[str, ...]  # one a field
    rows: int  # of the sample that hold it: what lies in a cell without rows was never to be learnt
    logit: float  # mean over the background rows with these values put in
    additive: float  # what it would be if each value acted alone
    beyond: Interval  # logit less additive


class SetTable(Record):
    """A set laid out by its most frequent values."""

    values: tuple[tuple[str, ...], ...]  # of each field
    background: int  # training rows that each combination was put into
    sample: int  # rows of the split in which combinations are counted
    laid_out: float  # share of them whose combination is in the table
    cells: tuple[SetCell, ...]  # every combination, the last field's values next to one another


class FoundSet(GlobalSet):
    """A set of fields that act together in many of the rows."""

    table: SetTable | None = None  # None: of more than four fields, or with a vector, or an image

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

    def as_asked(self, step: int | None) -> Interactions:
        """The same, as the answer to a question about ``step``: says so where it is of another one."""
        if step is None or step == self.step:
            return self
        findings = (*self.findings, other_step(self.step, step))
        return self.model_copy(update={"asked_step": step, "findings": findings})

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

    def found(self, fields: Sequence[str]) -> FoundSet:
        """The set of exactly these fields, in any order. Raises NotFoundError naming those that were found."""
        for known in self.sets:
            if set(known.fields) == set(fields):
                return known
        told = "; ".join(" × ".join(known.fields) for known in self.sets) or "none"
        raise NotFoundError(f"no set of {' × '.join(fields)} was found; found: {told}")

    def set_frame(self, *fields: str) -> pd.DataFrame:
        """A row for each combination of values of that set. Raises NotFoundError for a set that was not found."""
        known = self.found(fields)
        cells = [
            {
                **dict(zip(known.fields, cell.values, strict=True)),
                "rows": cell.rows,
                "logit": cell.logit,
                "additive": cell.additive,
                **interval_columns("beyond", cell.beyond),
            }
            for cell in (known.table.cells if known.table else ())
        ]
        names = [*known.fields, "rows", "logit", "additive", "beyond", "beyond_low", "beyond_high"]
        frame: pd.DataFrame = pd.DataFrame(cells, columns=names)
        return frame

    def plot_set(self, *fields: str) -> Figure:
        """Heat maps of that set: the logit, what adds up, what is beyond. Raises as ``set_frame`` does."""
        from clicklens.analysis.set_table_figure import draw_set_table

        return draw_set_table(self, self.found(fields))


def set_name(fields: tuple[str, ...]) -> str:
    """'`age`, `gender` and `device`'"""
    named = [f"`{field}`" for field in fields]
    return f"{', '.join(named[:-1])} and {named[-1]}"
