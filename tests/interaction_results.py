"""Answers about fields that act together, made by hand, for tests of how they are told and drawn."""

from __future__ import annotations

from typing import Any

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions_result import FoundSet, Interactions, SetCell, SetTable
from clicklens.analysis.row_interactions_finding import row_findings
from clicklens.analysis.row_interactions_result import RowField, RowInteractions, RowSet
from clicklens.analysis.row_score import RowScore
from clicklens.core.interval import Interval

ROWS = 200
BOTH = SetTable(
    values=(("u1", "u2"), ("i1", "i2")),
    background=64,
    sample=100,
    laid_out=0.6,
    cells=tuple(
        SetCell(
            values=(user, item),
            rows=rows,
            logit=0.4 * sign,
            additive=0.0,
            beyond=Interval(value=0.4 * sign, low=0.4 * sign - 0.1, high=0.4 * sign + 0.1),
        )
        for user, item, rows, sign in (
            ("u1", "i1", 30, 1),
            ("u1", "i2", 20, -1),
            ("u2", "i1", 10, -1),
            ("u2", "i2", 0, 1),
        )
    ),
)


def make_set(
    *fields: str,
    count: int = 60,
    by_chance: int | None = 4,
    p: float | None = 1e-4,
    table: SetTable | None = BOTH,
) -> FoundSet:
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
        table=table,
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


def make_row_interactions(
    *sets: tuple[tuple[str, ...], float], fidelity: float | None = 0.97, asked: int = 100
) -> RowInteractions:
    """Example 4 of test: ``sets`` of fields with what each is beyond the sum; the row leans on its user most."""
    values = {"user": "u1", "item": "i1", "hour": 8.0}
    found = RowInteractions(
        run_id="run",
        rows={"test": 1},
        findings=(),
        step=100,
        asked_step=asked,
        split="test",
        example_id=4,
        clicked=True,
        task="click",
        settings=InteractionParams(),
        score=RowScore.of(0.5),
        base=-1.0,
        fields=tuple(
            RowField(field=name, value=values[name], brings=0.2, saliency=saliency)
            for name, saliency in (("user", 0.04), ("item", 0.02), ("hour", 0.0))
        ),
        sets=tuple(
            RowSet(fields=fields, strength=abs(beyond), brings=0.4 + beyond, beyond=beyond) for fields, beyond in sets
        ),
        fidelity=fidelity,
    )
    return found.model_copy(update={"findings": row_findings(found)})
