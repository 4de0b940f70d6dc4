"""FieldTally: one field's ids counted by split and label, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clicklens.core.errors import CorruptError
from clicklens.core.field import NumericField
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encoded_split import EncodedSplit
from clicklens.data.ragged import Ragged
from clicklens.data.split import TEST, TRAIN, VALIDATION
from clicklens.data.stable_hash import stable_hash

_PIECE = 1 << 18  # rows
_BUCKETS = 64  # a number is looked at by its bucket
_SAMPLE = 100_000  # numbers that the buckets are cut by
_BINS = 1 << 16  # in which scores are told apart
_SUPPORT = 50  # held-out rows of each class that an AUC needs
_PRIOR = 10.0  # rows with the mean label rate that each id is given beforehand, so that rare ids prove little


class FieldTally:
    """Reads a field of any split as ids: those it has, or the buckets of a number."""

    def __init__(self, dataset: EncodedDataset, field: str) -> None:
        self._dataset = dataset
        self._name = field
        self._is_number = isinstance(dataset.schema.field(field), NumericField)
        self._edges = self._cut() if self._is_number else np.empty(0)
        table = getattr(dataset.schema.field(field), "table", field)
        self.size = _BUCKETS + 1 if self._is_number else dataset.table_sizes[table]

    def counts(self, split: str) -> np.ndarray:
        """int64 (size,): occurrences of each id, 0 the missing and unknown ones."""
        total = np.zeros(self.size, dtype=np.int64)
        for piece in _pieces(len(self._dataset.split(split))):
            found = np.bincount(self._ids(self._dataset.split(split), piece).values, minlength=self.size)
            if len(found) > self.size:
                raise CorruptError(
                    f"split '{split}': field '{self._name}' holds the id {len(found) - 1}, and its table has the ids 0 "
                    f"to {self.size - 1}; encode the data set again"
                )
            total += found
        return total

    def leak_auc(self, task: str) -> float | None:
        """How well the label rate of each id, learned on train, ranks rows of a later split; None without support.

        Without a later split, one half of train is ranked by the other half: never a row by its own label.
        """
        held = next((name for name in (TEST, VALIDATION) if name in self._dataset.splits), None)
        train = self._dataset.split(TRAIN)
        learned = (np.zeros(self.size), np.zeros(self.size))
        for ids, labels in self._labelled(train, task, half=None if held else 0):
            _learn(learned, ids, labels)
        rows, ones = learned
        mean = ones.sum() / max(rows.sum(), 1.0)
        rates = (ones + _PRIOR * mean) / (rows + _PRIOR)
        bins = np.zeros((2, _BINS))
        for ids, labels in self._labelled(self._dataset.split(held) if held else train, task, half=None if held else 1):
            at = np.minimum((_row_means(ids, rates, empty=mean) * _BINS).astype(np.int64), _BINS - 1)
            for label in (0, 1):
                bins[label] += np.bincount(at[labels == label], minlength=_BINS)
        return _auc(bins[0], bins[1])

    def _labelled(self, split: EncodedSplit, task: str, *, half: int | None) -> Iterator[tuple[Ragged, np.ndarray]]:
        for piece in _pieces(len(split)):
            ids, labels = self._ids(split, piece), split.labels(task)[piece]
            if half is not None:
                kept = np.flatnonzero(stable_hash(split.example_ids[piece]) % np.uint64(2) == half)
                ids, labels = ids.take(kept), labels[kept]
            yield ids, labels

    def _ids(self, split: EncodedSplit, piece: slice) -> Ragged:
        if self._is_number:
            values = split.numbers(self._name)[piece]
            buckets = np.where(np.isnan(values), 0, np.searchsorted(self._edges, values, side="right") + 1)
            return _one_each(buckets)
        ids = split.field_ids(self._name)
        if isinstance(ids, Ragged):
            offsets = ids.offsets[piece.start : piece.stop + 1]
            return Ragged(values=ids.values[offsets[0] : offsets[-1]], offsets=offsets - offsets[0])
        return _one_each(ids[piece])

    def _cut(self) -> np.ndarray:
        values = self._dataset.split(TRAIN).numbers(self._name)
        rows = np.random.default_rng(0).choice(len(values), size=min(_SAMPLE, len(values)), replace=False)
        known = values[np.sort(rows)]
        known = known[~np.isnan(known)]
        steps = np.arange(1, _BUCKETS) / _BUCKETS
        return np.quantile(known, steps) if len(known) else np.zeros(_BUCKETS - 1)


def _learn(learned: tuple[np.ndarray, np.ndarray], ids: Ragged, labels: np.ndarray) -> None:
    rows, ones = learned
    rows += np.bincount(ids.values, minlength=len(rows))
    ones += np.bincount(ids.values, weights=np.repeat(labels, np.diff(ids.offsets)), minlength=len(ones))


def _row_means(ids: Ragged, rates: np.ndarray, *, empty: float) -> np.ndarray:
    """float64 (n,): the mean rate of each row's ids."""
    lengths = np.diff(ids.offsets)
    sums = np.bincount(np.repeat(np.arange(len(ids)), lengths), weights=rates[ids.values], minlength=len(ids))
    return np.where(lengths > 0, sums / np.maximum(lengths, 1), empty)


def _auc(zeros: np.ndarray, ones: np.ndarray) -> float | None:
    """The chance that a one scores above a zero, ties counting half, from counts by score."""
    if zeros.sum() < _SUPPORT or ones.sum() < _SUPPORT:
        return None
    below = np.cumsum(zeros) - zeros
    return float((ones * (below + zeros / 2)).sum() / (zeros.sum() * ones.sum()))


def _one_each(ids: np.ndarray) -> Ragged:
    return Ragged(values=ids, offsets=np.arange(len(ids) + 1, dtype=np.int64))


def _pieces(rows: int) -> Iterator[slice]:
    for first in range(0, rows, _PIECE):
        yield slice(first, min(first + _PIECE, rows))
