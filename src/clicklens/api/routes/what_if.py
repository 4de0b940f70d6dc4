"""``/runs/{run}/what-if`` and ``/runs/{run}/scan``: what the model would say of a row with other values."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field as Setting

from clicklens.analysis.scan_result import Scan
from clicklens.analysis.what_if_result import WhatIf
from clicklens.api.dependency import RunDep
from clicklens.api.live_question import GivenValue, LiveModelsDep, RowQuestion

router = APIRouter(prefix="/runs/{run}", tags=["what-if"])


class WhatIfQuestion(RowQuestion):
    """A row and what is to be changed in it."""

    changes: dict[str, GivenValue] = Setting(max_length=10_000)  # field -> value; null: missing


class ScanQuestion(RowQuestion):
    """A row and the field whose values are gone through."""

    field: str
    values: tuple[GivenValue, ...] | None = Setting(default=None, max_length=10_000)  # None: the most frequent
    limit: int = Setting(default=50, ge=1, le=10_000)  # of the most frequent values


@router.post("/what-if")
def ask_what_if(run: RunDep, models: LiveModelsDep, question: WhatIfQuestion) -> WhatIf:
    """The row's logit and pctr as it is, with each change alone, and with all together."""
    return models.what_if(run.id, question.asked, question.changes, split=question.split, step=question.step)


@router.post("/scan")
def ask_scan(run: RunDep, models: LiveModelsDep, question: ScanQuestion) -> Scan:
    """The row's pctr with each value of one field."""
    return models.scan(
        run.id,
        question.asked,
        question.field,
        values=question.values,
        limit=question.limit,
        split=question.split,
        step=question.step,
    )
