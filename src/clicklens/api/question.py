"""Question: one analysis asked of one run, as the address names it; its answer, and what stays the same with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Query

from clicklens.analysis import Captured, Result, analyze
from clicklens.analysis.catalog import cache_key, find_analysis
from clicklens.api.dependency import CapturedDep
from clicklens.core.errors import ConfigError


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
    captured: CapturedDep,
    kind: str,
    settings: Annotated[str, Query(max_length=20_000, description="The analysis' settings as a JSON object.")] = "{}",
) -> Question:
    """Raises NotFoundError for an unknown kind, ConfigError for settings that are none."""
    find_analysis(kind)
    values = parse_object(settings, name="settings")
    key = cache_key(captured, kind, values)
    return Question(captured, kind, values, f'"{captured.run.id}.{key}"')


def parse_object(text: str, *, name: str) -> dict[str, Any]:
    """The JSON object in a parameter. Raises ConfigError that names the parameter."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise ConfigError(f'{name}: is not JSON; an object such as {{"step": 100}} is expected') from None
    if not isinstance(values, dict):
        raise ConfigError(f"{name}: holds a {type(values).__name__}; a JSON object is expected")
    return values


Part = Literal["all", "selection", "rest"]
