"""Ragged: rows of different lengths, laid end to end (compressed sparse rows)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ragged:
    """Row i holds ``values[offsets[i]:offsets[i + 1]]``."""

    values: np.ndarray  # (total,)
    offsets: np.ndarray  # int64 (rows + 1,), ascending from 0

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, index: int) -> np.ndarray:
        """The values of one row."""
        return np.asarray(self.values[self.offsets[index] : self.offsets[index + 1]])

    def take(self, rows: np.ndarray) -> Ragged:
        """These rows, int64 (k,), in this order."""
        starts = self.offsets[rows]
        return self._pieces(starts, self.offsets[rows + 1] - starts)

    def first(self, length: int) -> Ragged:
        """Each row cut to its first ``length`` values."""
        lengths = np.diff(self.offsets)
        return (
            self
            if not len(lengths) or lengths.max() <= length
            else self._pieces(self.offsets[:-1], np.minimum(lengths, length))
        )

    def last(self, length: int) -> Ragged:
        """Each row cut to its last ``length`` values."""
        lengths = np.diff(self.offsets)
        if not len(lengths) or lengths.max() <= length:
            return self
        kept = np.minimum(lengths, length)
        return self._pieces(self.offsets[1:] - kept, kept)

    def where(self, kept: np.ndarray) -> Ragged:
        """Without the values where ``kept``, bool (total,), is false."""
        if kept.all():
            return self
        before = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
        return Ragged(values=self.values[kept], offsets=before[self.offsets])

    def padded(self, rows: np.ndarray) -> np.ndarray:
        """int64 (k, L): these rows with 0 behind the values, L the longest of them and at least 1."""
        starts = self.offsets[rows]  # (k,)
        lengths = self.offsets[rows + 1] - starts  # (k,)
        longest = max(1, int(lengths.max())) if len(rows) else 1
        steps = np.arange(longest)  # (L,)
        filled = steps < lengths[:, None]  # (k, L)
        out = np.zeros((len(rows), longest), dtype=np.int64)
        out[filled] = self.values[(starts[:, None] + steps)[filled]]
        return out

    def _pieces(self, starts: np.ndarray, lengths: np.ndarray) -> Ragged:
        offsets = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        positions = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
        return Ragged(values=self.values[positions], offsets=offsets)
