"""The combinations of a cross seen as a vocabulary: an id reads as the values that it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa

from clicklens.data.combination import Combination
from clicklens.data.key import KeyKind
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary

MISSING = "missing"  # how a cross calls a number that is not there


class Readable(Protocol):
    """What is needed of the vocabularies of a cross's fields."""

    def decode(self, ids: np.ndarray) -> list[str | None]:
        """The values as text, None for 0."""
        ...


class CrossVocabulary:
    """Reads as ``country=FR x hour=20 to 24``."""

    kind: KeyKind = "integer"

    def __init__(
        self, codes: ValueVocabulary | HashVocabulary, combination: Combination, fields: Mapping[str, Readable]
    ) -> None:
        """``codes``: the vocabulary of the combinations' numbers. ``fields``: field of the cross -> its values."""
        self.codes = codes
        self._combination = combination
        self._fields = fields

    @property
    def counts(self) -> np.ndarray:
        """int64 (size,): training rows of each combination; at 0 those of combinations too rare for an id."""
        return self.codes.counts

    @property
    def size(self) -> int:
        """Ids, 0 included: the rows of the embedding table."""
        return self.codes.size

    def encode(self, values: pa.Array) -> np.ndarray:
        """int32 (n,) of the numbers of combinations, int64 (n,)"""
        return self.codes.encode(values)

    def decode(self, ids: Sequence[int] | np.ndarray) -> list[str | None]:
        """The values side by side, None for 0."""
        if isinstance(self.codes, HashVocabulary):
            return self.codes.decode(ids)
        values = self.codes.values(ids)
        known = np.asarray(values.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
        parts = self._combination.parts(np.asarray(values.drop_null().to_numpy(), dtype=np.int64))
        texts = [
            [f"{name}={MISSING if text is None else text}" for text in self._fields[name].decode(found)]
            for name, found in parts.items()
        ]
        told = iter([" x ".join(together) for together in zip(*texts, strict=True)])
        return [next(told) if there else None for there in known.tolist()]
