"""``/runs/{run}/what-if`` and ``/runs/{run}/scan``: what the model would say of a row with other values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Depends, Request
from pydantic import Field as Setting
from pydantic import model_validator

from clicklens.analysis.scan_result import Scan
from clicklens.analysis.what_if_result import WhatIf
from clicklens.api.dependency import RunDep
from clicklens.core.record import Record
from clicklens.workbench.live_models import LiveModels

router = APIRouter(prefix="/runs/{run}", tags=["what-if"])

Entry: TypeAlias = str | int | float | None
GivenValue: TypeAlias = Entry | Annotated[tuple[Entry, ...], Setting(max_length=10_000)]  # as people read it


class _RowQuestion(Record):
    """Which row, and the model of which step."""

    example_id: int | None = Setting(default=None, ge=0, lt=2**63)
    row: dict[str, GivenValue] | None = Setting(default=None, max_length=10_000)  # in place of an example: its fields
    split: str | None = None  # None: whichever has the example
    step: int | None = Setting(default=None, ge=0)  # optimiser steps; None: the best one

    @model_validator(mode="after")
    def _one_row(self) -> _RowQuestion:
        if (self.example_id is None) == (self.row is None):
            raise ValueError("give either 'example_id' or 'row' (field -> value)")
        return self

    @property
    def asked(self) -> int | Mapping[str, Any]:
        """The example's id, or the row's values."""
        return self.example_id if self.example_id is not None else self.row or {}


class WhatIfQuestion(_RowQuestion):
    """A row and what is to be changed in it."""

    changes: dict[str, GivenValue] = Setting(max_length=10_000)  # field -> value; null: missing


class ScanQuestion(_RowQuestion):
    """A row and the field whose values are gone through."""

    field: str
    values: tuple[GivenValue, ...] | None = Setting(default=None, max_length=10_000)  # None: the most frequent
    limit: int = Setting(default=50, ge=1, le=10_000)  # of the most frequent values


def live_models_of(request: Request) -> LiveModels:
    """The models in memory, which all requests share."""
    found: LiveModels = request.app.state.live_models
    return found


LiveModelsDep: TypeAlias = Annotated[LiveModels, Depends(live_models_of)]


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
