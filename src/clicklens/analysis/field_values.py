"""The values by which rows are told apart in a table: the most frequent ones of a field, or ranges of a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.reading import Reading, reading, shown
from clicklens.core.field import DenseField, Field, ImageField, NumericField, SequenceField

MISSING = "missing"


@dataclass(frozen=True)
class FieldValues:
    """Some values of a field over a sample of rows."""

    names: tuple[str, ...]  # as people read them; a number's ranges from low to high, else the most frequent first
    value: NDArray[np.int64]  # (n,) place among the names; -1: another value


def has_values(field: Field) -> bool:
    """Whether rows can be told apart by a few values of it."""
    return not isinstance(field, (DenseField, ImageField))


def field_values(field: Field, cells: Sequence[object], most: int) -> FieldValues:
    """``cells`` as ``EncodedSplit.decoded`` tells them; ``most`` values at most, with the missing ones.

    Of a history the newest entry is the value.
    """
    if isinstance(field, NumericField):
        return _ranges(np.asarray(cells, dtype=np.float64), most)
    texts = [_text(reading(cell, field), field) for cell in cells]
    ranked = sorted(Counter(texts).items(), key=lambda entry: (-entry[1], entry[0]))
    names = tuple(text for text, _ in ranked[:most])
    place = {text: number for number, text in enumerate(names)}
    return FieldValues(names=names, value=np.array([place.get(text, -1) for text in texts], dtype=np.int64))


def _text(value: Reading, field: Field) -> str:
    if isinstance(field, SequenceField):
        value = value[-1] if isinstance(value, tuple) and value else None
        return "empty" if value is None else f"newest {shown(value)}"
    return MISSING if value is None or value == () else shown(value)


def _ranges(numbers: NDArray[np.float64], most: int) -> FieldValues:
    """Single values where there are few; otherwise ranges that hold equally many rows."""
    is_known = ~np.isnan(numbers)
    known = numbers[is_known]
    distinct = np.unique(known)
    slots = max(most - int((~is_known).any()), 1)
    value = np.full(len(numbers), -1, dtype=np.int64)
    if len(distinct) <= slots:
        names = [f"{number:g}" for number in distinct]
        value[is_known] = np.searchsorted(distinct, known)
    else:
        edges = np.unique(np.quantile(known, np.linspace(0, 1, slots + 1)))
        found = np.clip(np.searchsorted(edges, known, side="right") - 1, 0, len(edges) - 2)
        names = [f"{low:.4g} to {high:.4g}" for low, high in pairwise(edges)]
        value[is_known] = found
    if not is_known.all():
        value[~is_known] = len(names)
        names.append(MISSING)
    return FieldValues(names=tuple(names), value=value)
