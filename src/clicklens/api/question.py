"""Question: one analysis asked of one run, as the address names it; its answer, and what stays the same with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query, Request

from clicklens.analysis import Captured, Result, analyze
from clicklens.analysis.catalog import cache_key, find_analysis
from clicklens.analysis.selected import Part, narrowed
from clicklens.api.dependency import CapturedDep
from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import RowFilter


@dataclass(frozen=True)
class Question:
    """What is asked. ``tag`` is equal for equal answers, so that one that is at hand need not be sent again."""

    subject: Captured
    kind: str
    settings: dict[str, Any]
    tag: str

    def answer(self) -> Result:
        """Reads or makes it; may take long."""
        return analyze(self.subject, self.kind, self.settings)


def question_of(
    request: Request,
    captured: CapturedDep,
    kind: str,
    settings: Annotated[str, Query(max_length=20_000, description="The analysis' settings as a JSON object.")] = "{}",
    selection: Annotated[
        str | None, Query(max_length=400_000, description="A filter of rows as JSON; all rows if none.")
    ] = None,
    part: Annotated[Part, Query(description="The rows that pass the filter, or the rest.")] = "selection",
) -> Question:
    """Raises NotFoundError for an unknown kind, ConfigError for settings or a filter that are none.

    The filter is held against the step that the settings name, the best one if they name none.
    """
    find_analysis(kind)
    values = parse_object(settings, name="settings")
    subject = captured
    if selection is not None:
        step = values.get("step")
        subject = narrowed(
            captured,
            RowFilter.from_text(selection, source="selection"),
            part=part,
            step=step if isinstance(step, int) else None,
            tables=request.app.state.row_tables,
        )
    key = cache_key(subject, kind, values)
    return Question(subject, kind, values, f'"{captured.run.id}.{key}"')


def parse_object(text: str, *, name: str) -> dict[str, Any]:
    """The JSON object in a parameter. Raises ConfigError that names the parameter."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise ConfigError(f'{name}: is not JSON; an object such as {{"step": 100}} is expected') from None
    if not isinstance(values, dict):
        raise ConfigError(f"{name}: holds a {type(values).__name__}; a JSON object is expected")
    return values
