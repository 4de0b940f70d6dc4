"""What does the model weigh, over many rows? Mean weights by place, field and pair, and whether they are faithful.

Rows without a weighing's behaviours say nothing of it and are left out of its means. Intervals are of redrawn rows,
whole users where they are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.attention_rows import AttentionRows
from clicklens.analysis.attention_sample_finding import sample_findings
from clicklens.analysis.attention_sample_result import (
    AttentionSample,
    FieldSample,
    PairSample,
    PlaceMean,
    PositionSample,
    Removal,
)
from clicklens.analysis.live import Live
from clicklens.analysis.live_result import model_head
from clicklens.analysis.removals import removals
from clicklens.analysis.weighing_pass import held, weigh
from clicklens.core.errors import ConfigError
from clicklens.models import Weighing

Floats = NDArray[np.float64]

SIZES = (1, 2, 3, 5)  # behaviours that are taken out
MOST_DRAWS = 50


def attention_sample(
    live: Live,
    rows: AttentionRows,
    *,
    sizes: Sequence[int] = SIZES,
    draws: int = 5,
    seed: int = 0,
    asked_step: int | None = None,
) -> AttentionSample:
    """Weighs the rows, and takes behaviours out of them. Raises ConfigError for sizes or draws that are none."""
    if not 1 <= draws <= MOST_DRAWS or not sizes or min(sizes) < 1:
        given = f"attention: {draws} draws of {list(sizes)} behaviours"
        raise ConfigError(f"{given}; give 1 to {MOST_DRAWS} draws, of 1 behaviour or more")
    weighings = live.model.weighings()
    found = weigh(live, rows.batch)
    positions = []
    for name, weighing in weighings.items():
        if weighing.over == "positions":
            told = removals(live, rows, found, name, sizes=sorted(set(sizes)), draws=draws, seed=seed)
            positions.append(_positions(rows, name, weighing, found.weights[name], told, seed))
    result = AttentionSample(
        **model_head(live, asked_step) | {"rows": {rows.split: len(rows.batch)}},
        split=rows.split,
        task=live.task,
        draws=draws,
        seed=seed,
        positions=tuple(positions),
        fields=tuple(_fields(rows, weighings, found.weights, seed)),
        pairs=tuple(_pairs(rows, weighings, found.weights)),
    )
    return result.model_copy(update={"findings": sample_findings(result)})


def _positions(
    rows: AttentionRows, name: str, weighing: Weighing, weights: Floats, removed: tuple[Removal, ...], seed: int
) -> PositionSample:
    """weights (B, L); the mean by place counted from the newest, and the sum by what was clicked"""
    places = held(rows.batch, weighing)  # (B, L)
    lengths = places.sum(axis=1)
    from_newest = _from_newest(np.where(places, weights, 0.0), places)  # (B, L)
    means = []
    for back in range(1, int(lengths.max(initial=0)) + 1):
        has_one = lengths >= back
        (weight,) = rows.means(from_newest[:, back - 1 : back], has_one, seed=seed)
        means.append(PlaceMean(back=back, rows=int(has_one.sum()), weight=weight))
    total = (weights * places).sum(axis=1, keepdims=True)
    (clicked,) = rows.means(total, (lengths > 0) & rows.clicked, seed=seed)
    (other,) = rows.means(total, (lengths > 0) & ~rows.clicked, seed=seed)
    return PositionSample(
        weighing=name,
        fields=weighing.fields,
        candidate=weighing.candidate,
        places=tuple(means),
        clicked=clicked,
        not_clicked=other,
        removals=removed,
    )


def _from_newest(weights: Floats, places: NDArray[np.bool_]) -> Floats:
    """(B, L) -> (B, L), the newest behaviour first, then the one before; 0 behind the oldest"""
    order = np.argsort(~places[:, ::-1], axis=1, kind="stable")
    turned: Floats = np.take_along_axis(weights[:, ::-1], order, axis=1)
    return turned


def _fields(
    rows: AttentionRows, weighings: Mapping[str, Weighing], weights: Mapping[str, Floats], seed: int
) -> Iterator[FieldSample]:
    every = np.ones(len(rows.batch), dtype=np.bool_)
    for name, weighing in weighings.items():
        if weighing.over == "fields":
            means = rows.means(weights[name], every, seed=seed)
            yield FieldSample(weighing=name, fields=weighing.fields, weights=tuple(means))


def _pairs(
    rows: AttentionRows, weighings: Mapping[str, Weighing], weights: Mapping[str, Floats]
) -> Iterator[PairSample]:
    share = rows.weights.astype(np.float64) / rows.weights.sum(dtype=np.float64)  # (B,)
    for name, weighing in weighings.items():
        if weighing.over == "pairs":
            size = len(weighing.fields)
            mean = (share @ weights[name]).reshape(size, size)
            told = tuple(tuple(float(f"{value:.4g}") for value in row) for row in mean)
            yield PairSample(weighing=name, fields=weighing.fields, weights=told)
