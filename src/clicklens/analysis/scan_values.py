"""The values that a scan goes through, encoded, with what training knows of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from clicklens.analysis.live import Live, LiveRow
from clicklens.analysis.reading import Reading, reading
from clicklens.core.errors import UnavailableError
from clicklens.core.field import CategoricalField, Field, NumericField, SequenceField
from clicklens.data.batch import Batch

QUANTILES = 21  # of a number, at most, when no values are given


@dataclass(frozen=True)
class ScanValues:
    """V values of one field."""

    part: Batch  # of V rows that hold nothing but the field
    readings: tuple[Reading, ...]
    counts: tuple[int | None, ...]  # times that training holds each; None for a number
    is_own: tuple[bool, ...]  # the row's own
    is_unknown: tuple[bool, ...]  # there is a value, and training held none of it
    known: int | None  # values that training knows; None for a number


def frequent_values(live: Live, row: LiveRow, field: Field, limit: int) -> ScanValues:
    """The most frequent values in training, or a number's quantiles there, and the row's own.

    Raises UnavailableError for a vector or a picture.
    """
    if field.name in live.dataset.schema.table_of:
        return _of_ids(live, row, field, _frequent_ids(live, row, field, limit))
    if not isinstance(field, NumericField):
        raise UnavailableError(
            f"scan: the values of '{field.name}' cannot be listed, as it is a {field.kind} field; give some"
        )
    held, own = live.numbers(field.name), row.readings.get(field.name)
    steps = np.linspace(0, 1, min(limit, QUANTILES))
    numbers = np.quantile(held, steps, method="nearest").tolist() if len(held) else []
    return given_values(live, row, field, [*numbers, *([own] if isinstance(own, float) or not numbers else [])])


def given_values(live: Live, row: LiveRow, field: Field, values: Sequence[Any]) -> ScanValues:
    """Values as people read them, each once. Raises DataError for what cannot be a value of the field."""
    encoded = live.dataset.encode_values(field.name, list(values))
    places = {reading(value, field): place for place, value in enumerate(values)}
    if isinstance(field, NumericField):
        places = dict(sorted(places.items(), key=lambda entry: (isinstance(entry[0], float), entry[0])))
    part = encoded.take(torch.tensor(list(places.values())))
    ids, own = _ids(part, field), row.readings.get(field.name)
    has_values = isinstance(field, (CategoricalField, SequenceField))
    return ScanValues(
        part=part,
        readings=tuple(places),
        counts=_counts(live, field, ids),
        is_own=tuple(
            value == own or (has_values and _same(found, row, field)) for value, found in zip(places, ids, strict=True)
        ),
        is_unknown=tuple(
            has_values and value not in (None, ()) and not found.any() for value, found in zip(places, ids, strict=True)
        ),
        known=_known(live, field),
    )


def own_count(live: Live, row: LiveRow, field: str) -> int | None:
    """Times that training holds the row's own value, of many the rarest known one; None for what has no table."""
    entry = live.dataset.schema.field(field)
    return _counts(live, entry, _ids(row.batch, entry))[0]


def _frequent_ids(live: Live, row: LiveRow, field: Field, limit: int) -> NDArray[np.int64]:
    counts = np.asarray(live.dataset.vocabulary(live.dataset.schema.table_of[field.name]).counts)
    ids: NDArray[np.int64] = np.argsort(-counts[1:], kind="stable")[:limit] + 1
    ids = ids[counts[ids] > 0]
    own = row.batch.ids[field.name][0].numpy()
    if not _is_many(field) and own[0] > 0 and own[0] not in ids:
        ids = np.append(ids, own[0])
    return np.sort(ids) if isinstance(field, NumericField) else ids


def _of_ids(live: Live, row: LiveRow, field: Field, ids: NDArray[np.int64]) -> ScanValues:
    vocabulary = live.dataset.vocabulary(live.dataset.schema.table_of[field.name])
    count = len(ids)
    part = Batch(
        ids={field.name: torch.from_numpy(ids)[:, None]},
        numeric=torch.zeros(count, 0),
        labels={},
        example_ids=torch.arange(count),
    )
    texts = vocabulary.decode(ids)
    return ScanValues(
        part=part,
        readings=tuple((text,) for text in texts) if _is_many(field) else tuple(texts),
        counts=tuple(int(n) for n in np.asarray(vocabulary.counts)[ids]),
        is_own=tuple(_same(ids[place : place + 1], row, field) for place in range(count)),
        is_unknown=(False,) * count,
        known=_known(live, field),
    )


def _ids(part: Batch, field: Field) -> NDArray[np.int64]:
    """(V, L); of a field without ids (V, 1) zeros"""
    ids: NDArray[np.int64] = part.ids[field.name].numpy() if field.name in part.ids else np.zeros((len(part), 1), int)
    return ids


def _same(ids: NDArray[np.int64], row: LiveRow, field: Field) -> bool:
    """Whether the row holds these known ids, (L,)."""
    own = _ids(row.batch, field)[0]
    return bool(ids.any()) and np.array_equal(ids[ids > 0], own[own > 0])


def _counts(live: Live, field: Field, ids: NDArray[np.int64]) -> tuple[int | None, ...]:
    table = live.dataset.schema.table_of.get(field.name)
    if table is None:
        return (None,) * len(ids)
    counts = np.asarray(live.dataset.vocabulary(table).counts)
    return tuple(int(counts[found[found > 0]].min(initial=counts.max())) if found.any() else 0 for found in ids)


def _known(live: Live, field: Field) -> int | None:
    if not isinstance(field, (CategoricalField, SequenceField)):
        return None
    return int((np.asarray(live.dataset.vocabulary(field.table).counts)[1:] > 0).sum())


def _is_many(field: Field) -> bool:
    return isinstance(field, SequenceField) or (isinstance(field, CategoricalField) and field.multi)
