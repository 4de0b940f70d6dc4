"""A question to a run's model, as a request puts it: about which row, and who answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request
from pydantic import Field as Setting
from pydantic import model_validator

from clicklens.core.record import Record
from clicklens.workbench.live_models import LiveModels

Entry: TypeAlias = str | int | float | None
GivenValue: TypeAlias = Entry | Annotated[tuple[Entry, ...], Setting(max_length=10_000)]  # as people read it


class RowQuestion(Record):
    """Which row, and the model of which step."""

    example_id: int | None = Setting(default=None, ge=0, lt=2**63)
    row: dict[str, GivenValue] | None = Setting(default=None, max_length=10_000)  # in place of an example: its fields
    split: str | None = None  # None: whichever has the example
    step: int | None = Setting(default=None, ge=0)  # optimiser steps; None: the best one

    @model_validator(mode="after")
    def _one_row(self) -> RowQuestion:
        if (self.example_id is None) == (self.row is None):
            raise ValueError("give either 'example_id' or 'row' (field -> value)")
        return self

    @property
    def asked(self) -> int | Mapping[str, Any]:
        """The example's id, or the row's values."""
        return self.example_id if self.example_id is not None else self.row or {}


def live_models_of(request: Request) -> LiveModels:
    """The models in memory, which all requests share."""
    found: LiveModels = request.app.state.live_models
    return found


LiveModelsDep: TypeAlias = Annotated[LiveModels, Depends(live_models_of)]
