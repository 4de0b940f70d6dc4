"""Answers about attention made by hand, for tests of how they are told and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clicklens.analysis.attention_result import (
    Attention,
    Behaviour,
    Candidate,
    FieldWeights,
    PairWeights,
    PositionWeights,
)
from clicklens.analysis.attention_sample_result import (
    AttentionSample,
    FieldSample,
    PairSample,
    PlaceMean,
    PositionSample,
    Removal,
)
from clicklens.analysis.row_score import RowScore
from clicklens.core.interval import Interval


def make_positions(*weights: Sequence[float], values: Sequence[str] = ()) -> PositionWeights:
    """A history of items; ``weights``: a list for each candidate, oldest behaviour first."""
    many = len(weights[0]) if weights else 0
    names = values or [f"item {number}" for number in range(many)]
    behaviours = tuple(
        Behaviour(back=many - place, values=(names[place],), weights=tuple(of[place] for of in weights))
        for place in range(many)
    )
    intensity = tuple(float(sum(of)) for of in weights)
    return PositionWeights(
        weighing="attention_1", fields=("history",), candidate="item", behaviours=behaviours, intensity=intensity
    )


def make_attention(
    *positions: PositionWeights,
    candidates: Sequence[Mapping[str, str]] = (),
    fields: tuple[FieldWeights, ...] = (),
    pairs: tuple[PairWeights, ...] = (),
    known: Mapping[str, Any] | None = None,
    asked: int = 100,
) -> Attention:
    """Example 4 of test, with its own candidate and those given."""
    told = [
        Candidate(changes=dict(changes), known=dict(known or {}) if changes else {}, score=RowScore.of(0.3 * number))
        for number, changes in enumerate(({}, *candidates))
    ]
    return Attention(
        run_id="run",
        rows={"test": 1},
        findings=(),
        step=100,
        asked_step=asked,
        split="test",
        example_id=4,
        clicked=True,
        task="click",
        candidates=tuple(told),
        positions=positions,
        fields=fields,
        pairs=pairs,
    )


def around(value: float, reach: float = 0.1) -> Interval:
    """An interval of that reach."""
    return Interval(value=value, low=value - reach, high=value + reach)


def make_removal(k: int, top: float, random: float, *, rows: int = 400) -> Removal:
    """Moves are drops here."""
    gap = around(top - random)
    return Removal(
        k=k,
        rows=rows,
        top=around(top),
        random=around(random),
        gap=gap,
        top_move=around(top),
        random_move=around(random),
        move_gap=gap,
    )


def make_position_sample(
    *removals: Removal,
    weights: Sequence[float | None] = (0.9, 0.5, 0.2),
    clicked: float | None = 2.0,
    not_clicked: float | None = 1.5,
) -> PositionSample:
    """Weights by place, the newest first."""
    places = tuple(
        PlaceMean(back=back, rows=400 // back, weight=None if weight is None else around(weight))
        for back, weight in enumerate(weights, start=1)
    )
    return PositionSample(
        weighing="attention_1",
        fields=("history",),
        candidate="item",
        places=places,
        clicked=None if clicked is None else around(clicked),
        not_clicked=None if not_clicked is None else around(not_clicked),
        removals=removals,
    )


def make_sample(
    *positions: PositionSample,
    fields: tuple[FieldSample, ...] = (),
    pairs: tuple[PairSample, ...] = (),
    asked: int = 100,
) -> AttentionSample:
    """Over 500 rows of test."""
    return AttentionSample(
        run_id="run",
        rows={"test": 500},
        findings=(),
        step=100,
        asked_step=asked,
        split="test",
        task="click",
        draws=5,
        seed=0,
        positions=positions,
        fields=fields,
        pairs=pairs,
    )
