"""What every answer of a model that can still be asked says of itself, whoever asked what of it."""

from __future__ import annotations

from abc import ABC
from typing import Any

from clicklens.analysis.live import Live, LiveRow
from clicklens.analysis.result import Result


class ModelResult(Result, ABC):
    """An answer of a model that can still be asked."""

    step: int  # of the checkpoint whose model answered
    asked_step: int  # as it was asked for
    seconds: float | None = None  # from question to answer, with the loading of a model that was not at hand


class LiveResult(ModelResult, ABC):
    """An answer about one row."""

    split: str | None  # None: the row was given by its values
    example_id: int | None
    clicked: bool | None  # of the task; None: not known
    task: str


def model_head(live: Live, asked_step: int | None) -> dict[str, Any]:
    """The fields of ``ModelResult`` and ``Result`` for that model, with the findings still to come."""
    step = live.step if asked_step is None else asked_step
    return {"run_id": live.run_id, "rows": {}, "findings": (), "step": live.step, "asked_step": step}


def head_of(live: Live, row: LiveRow, asked_step: int | None) -> dict[str, Any]:
    """The fields of ``LiveResult`` and ``Result`` for that model and row, with the findings still to come.

    Without ``asked_step`` the step of the model counts as the one that was asked for.
    """
    return {
        **model_head(live, asked_step),
        "rows": {} if row.split is None else {row.split: 1},
        "split": row.split,
        "example_id": row.example_id,
        "clicked": row.clicked,
        "task": live.task,
    }
