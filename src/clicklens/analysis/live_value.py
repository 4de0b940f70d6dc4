"""What training knows of a value that a question gives: how often it held it, and what is near where it never did."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import numpy as np

from clicklens.analysis.live import Live
from clicklens.core.field import CategoricalField, SequenceField
from clicklens.core.record import Record
from clicklens.data.raw_value import entries_of
from clicklens.data.vocabulary import ValueVocabulary

SEARCHED = 5_000  # values of a vocabulary, up to which the nearest one is looked for


class KnownValue(Record):
    """What training knows of a value."""

    unknown: tuple[str, ...] = ()  # of its entries, those that training never held or found too rare
    nearest: str | None = None  # to the first unknown one, where one is near
    count: int | None = None  # times that training holds it, of many the rarest known one; None for what has no table
    low: float | None = None  # of a number beyond what training held: its range there
    high: float | None = None


def known_value(live: Live, field: str, value: Any) -> KnownValue:
    """What training knows of ``value`` in that field. Raises DataError for what cannot be a value of it."""
    entry = live.dataset.schema.field(field)
    if isinstance(entry, (CategoricalField, SequenceField)):
        return _known_ids(live, entry, value)
    if entry.kind != "numeric":
        return KnownValue()
    cell = live.dataset.encode_values(field, [value])
    bucket = int(cell.ids[field][0, 0]) if field in cell.ids else None
    count = None if bucket is None else int(live.dataset.vocabulary(field).counts[bucket])
    held = live.numbers(field)
    if value in (None, "") or not len(held) or held[0] <= float(value) <= held[-1]:
        return KnownValue(count=count)
    return KnownValue(count=count, low=float(held[0]), high=float(held[-1]))


def _known_ids(live: Live, field: CategoricalField | SequenceField, value: Any) -> KnownValue:
    is_many = isinstance(field, SequenceField) or field.multi
    entries = entries_of(value, field) if is_many else [value] if value is not None else []
    if not entries:
        return KnownValue()
    ids = live.dataset.encode_values(field.name, entries).ids[field.name][:, 0].numpy()  # (k,)
    vocabulary = live.dataset.vocabulary(field.table)
    unknown = tuple(str(entry) for entry, found in zip(entries, ids, strict=True) if found == 0)
    counts = np.asarray(vocabulary.counts)[ids[ids > 0]]
    near = None
    if unknown and isinstance(vocabulary, ValueVocabulary) and vocabulary.size <= SEARCHED:
        texts = [text for text in vocabulary.decode(np.arange(1, vocabulary.size)) if text is not None]
        near = next(iter(get_close_matches(unknown[0], texts, n=1, cutoff=0.6)), None)
    return KnownValue(unknown=unknown, nearest=near, count=int(counts.min()) if len(counts) else 0)
