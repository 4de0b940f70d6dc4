"""LiveResult: what every answer about one row says of itself, whoever asked what of the model."""

from __future__ import annotations

from abc import ABC
from typing import Any

from clicklens.analysis.live import Live, LiveRow
from clicklens.analysis.result import Result


class LiveResult(Result, ABC):
    """An answer of a model that can still be asked, about one row."""

    step: int  # of the checkpoint whose model answered
    asked_step: int  # as it was asked for
    split: str | None  # None: the row was given by its values
    example_id: int | None
    clicked: bool | None  # of the task; None: not known
    task: str
    seconds: float | None = None  # from question to answer, with the loading of a model that was not at hand


def head_of(live: Live, row: LiveRow, asked_step: int | None) -> dict[str, Any]:
    """The fields of ``LiveResult`` and ``Result`` for that model and row, with the findings still to come.

    Without ``asked_step`` the step of the model counts as the one that was asked for.
    """
    return {
        "run_id": live.run_id,
        "rows": {} if row.split is None else {row.split: 1},
        "findings": (),
        "step": live.step,
        "asked_step": live.step if asked_step is None else asked_step,
        "split": row.split,
        "example_id": row.example_id,
        "clicked": row.clicked,
        "task": live.task,
    }
