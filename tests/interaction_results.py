"""Answers about fields that act together, made by hand, for tests of how they are told and drawn."""

from __future__ import annotations

from typing import Any

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions_result import FoundSet, Interactions
from clicklens.core.interval import Interval

ROWS = 200


def make_set(*fields: str, count: int = 60, by_chance: int | None = 4, p: float | None = 1e-4) -> FoundSet:
    """A set found in that many of 200 rows."""
    share = count / ROWS
    return FoundSet(
        fields=fields,
        count=count,
        share=Interval(value=share, low=max(share - 0.06, 0.0), high=min(share + 0.06, 1.0)),
        strength=Interval(value=0.4, low=0.3, high=0.5),
        stability=0.9,
        by_chance=by_chance,
        p=p,
        examples=(4, 9),
    )


def make_interactions(*sets: FoundSet, fidelity: float | None = 0.97, **changes: Any) -> Interactions:
    """Of three fields, in 200 rows of test."""
    given: dict[str, Any] = {
        "run_id": "run",
        "rows": {"test": ROWS},
        "findings": (),
        "step": 100,
        "asked_step": 100,
        "split": "test",
        "task": "click",
        "settings": InteractionParams(),
        "fields": ("user", "item", "hour"),
        "sets": sets,
        "counts": ((0, 60, 3), (60, 0, 5), (3, 5, 0)),
        "strengths": ((0.0, 0.4, 0.01), (0.4, 0.0, 0.02), (0.01, 0.02, 0.0)),
        "fidelity": fidelity,
    }
    return Interactions(**(given | changes))
