"""What did the model weigh in this row? Each past behaviour for a candidate, and the same for other candidates.

    v_U(A) = Σ_l a(e_l, v_A) e_l          a: the weight of behaviour l for candidate A       (DIN, arXiv:1706.06978)
    intensity(A) = Σ_l a(e_l, v_A)        how strong the interest is that the candidate meets

The weights are those that the model multiplies by, raw. A candidate is the row with other values in the fields that
describe it: all of them are the asker's to give (the item with its category and its price).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.attention_finding import attention_findings
from clicklens.analysis.attention_result import (
    Attention,
    Behaviour,
    Candidate,
    FieldWeights,
    PairWeights,
    PositionWeights,
)
from clicklens.analysis.live import Live, LiveRow, repeated
from clicklens.analysis.live_result import head_of
from clicklens.analysis.live_value import known_value
from clicklens.analysis.reading import reading
from clicklens.analysis.row_score import RowScore
from clicklens.analysis.weighing_pass import Weighed, held, weigh
from clicklens.core.errors import ConfigError
from clicklens.data.batch import Batch
from clicklens.models import Weighing

MOST_CANDIDATES = 100


def attention(
    live: Live, row: LiveRow, candidates: Sequence[Mapping[str, Any]] = (), *, asked_step: int | None = None
) -> Attention:
    """Weighs the row as it is, and with each of ``candidates`` (field -> value) in it, in one pass of the model.

    A model that weighs nothing by itself gives its scores and a sentence that says so. Raises ConfigError for too many
    candidates or an empty one, SchemaError for an unknown field, DataError for a value that cannot be one.
    """
    if len(candidates) > MOST_CANDIDATES or not all(candidates):
        raise ConfigError(
            f"attention: {len(candidates)} candidates are given; up to {MOST_CANDIDATES} can be, each with a field's "
            "value, such as item=VALUE"
        )
    batch = repeated(row.batch, len(candidates) + 1)
    for place, changes in enumerate(candidates, start=1):
        for field, value in changes.items():
            batch = live.changed(batch, field, live.dataset.encode_values(field, [value]), (place,))
    found = weigh(live, batch)
    weighings = live.model.weighings()
    result = Attention(
        **head_of(live, row, asked_step),
        candidates=tuple(_candidates(live, candidates, found)),
        positions=tuple(
            _positions(live, batch, name, one, found.weights[name])
            for name, one in weighings.items()
            if one.over == "positions"
        ),
        fields=tuple(
            FieldWeights(weighing=name, fields=one.fields, weights=_rounded(found.weights[name].T))
            for name, one in weighings.items()
            if one.over == "fields"
        ),
        pairs=tuple(
            PairWeights(weighing=name, fields=one.fields, weights=_rounded(_square(found.weights[name][0])))
            for name, one in weighings.items()
            if one.over == "pairs"
        ),
    )
    return result.model_copy(update={"findings": attention_findings(result)})


def _candidates(live: Live, candidates: Sequence[Mapping[str, Any]], found: Weighed) -> Iterator[Candidate]:
    fields = {field.name: field for field in live.dataset.schema.fields}
    for changes, logit in zip(({}, *candidates), found.logits, strict=True):
        yield Candidate(
            changes={name: reading(value, fields[name]) for name, value in changes.items()},
            known={name: known_value(live, name, value) for name, value in changes.items()},
            score=RowScore.of(logit),
        )


def _positions(
    live: Live, batch: Batch, name: str, weighing: Weighing, weights: NDArray[np.float64]
) -> PositionWeights:
    """weights (C, L), a row for each candidate"""
    (places,) = held(batch, weighing)[0].nonzero()
    texts = [_texts(live, field, batch.ids[field][0].numpy()[places]) for field in weighing.fields]
    behaviours = tuple(
        Behaviour(
            back=len(places) - number,
            values=tuple(values[number] for values in texts),
            weights=tuple(float(weight) for weight in weights[:, place]),
        )
        for number, place in enumerate(places)
    )
    return PositionWeights(
        weighing=name,
        fields=weighing.fields,
        candidate=weighing.candidate,
        behaviours=behaviours,
        intensity=tuple(float(total) for total in weights[:, places].sum(axis=1)),
    )


def _texts(live: Live, field: str, ids: NDArray[np.int64]) -> list[str | None]:
    return live.dataset.vocabulary(live.dataset.schema.table_of[field]).decode(ids)


def _square(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(F · F,) -> (F, F)"""
    size = int(len(weights) ** 0.5)
    return weights.reshape(size, size)


def _rounded(weights: NDArray[np.float64]) -> tuple[tuple[float, ...], ...]:
    """Six digits: what float32 has to say."""
    return tuple(tuple(float(f"{weight:.6g}") for weight in row) for row in weights)
