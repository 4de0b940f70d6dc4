"""``/runs/{run}/explore``: charts that filter one another, the selection against the rest, and what its rows share."""

from fastapi import APIRouter
from pydantic import Field as Setting

from clicklens.analysis.rows import ChartRequest, Explored, Sharing, explore, find_sharing
from clicklens.api.dependency import CapturedDep
from clicklens.api.row_question import RowTablesDep, find_table, named_split
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter

router = APIRouter(prefix="/runs/{run}", tags=["explore"])


class ExploreQuestion(Record):
    """Which rows, which of them, and what is to be seen of them."""

    split: str | None = Setting(default=None, max_length=200)  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0, lt=2**63)  # optimiser steps; None: the best, or the last
    filter: RowFilter = RowFilter()
    charts: tuple[ChartRequest, ...] = Setting(default=(), max_length=24)
    figures: bool = True  # false while a brush moves: charts answer many times faster than AUC does


@router.post("/explore")
def explore_rows(captured: CapturedDep, tables: RowTablesDep, question: ExploreQuestion) -> Explored:
    """Each chart shows all rows, and those that pass the clauses on all other columns."""
    table = find_table(tables, captured, question.split, question.step)
    return explore(table, question.filter, question.charts, figures=question.figures)


class SharingQuestion(Record):
    """Of which rows it is asked what they share."""

    split: str | None = Setting(default=None, max_length=200)  # None: the one that judges generalisation
    step: int | None = Setting(default=None, ge=0, lt=2**63)  # optimiser steps; None: the best, or the last
    filter: RowFilter = RowFilter()


@router.post("/explore/sharing")
def explore_sharing(captured: CapturedDep, tables: RowTablesDep, question: SharingQuestion) -> Sharing:
    """Values of fields that the chosen rows hold more often than the rest, tested exactly and corrected."""
    split = named_split(captured, question.split)
    table = find_table(tables, captured, split, question.step)
    return find_sharing(table, captured, split, question.filter)
