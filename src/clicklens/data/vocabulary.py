"""Vocabularies: the id of each value. Id 0 is for what is missing, unknown or too rare."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
from typing_extensions import Self

from clicklens.core.errors import CorruptError
from clicklens.core.table import Cutoff, Hashing
from clicklens.data.key import KeyKind, as_keys
from clicklens.data.stable_hash import stable_hash
from clicklens.data.value_count import ValueCount


class ValueVocabulary:
    """Each value that was frequent enough has an id of its own, 1 the most frequent."""

    def __init__(self, values: pa.Array, counts: np.ndarray) -> None:
        self._values = values  # int64 or large_string (size - 1,)
        self.counts = (
            counts  # int64 (size,): occurrences in the training split; at 0 those of values too rare for an id
        )
        self.kind: KeyKind = "integer" if values.type == pa.int64() else "text"
        self._index: pandas.Index | None = None
        self._seed = 0

    @classmethod
    def of(cls, count: ValueCount, rule: Cutoff) -> Self:
        """The vocabulary of what was counted."""
        values, counted = count.sorted()
        counts = np.asarray(counted.to_numpy(zero_copy_only=False), dtype=np.int64)
        kept = int(np.searchsorted(-counts, -rule.min_count, side="right"))  # counts descend
        return cls(values.slice(0, kept), np.concatenate(([counts[kept:].sum()], counts[:kept])))

    @property
    def size(self) -> int:
        """Ids, 0 included: the rows of the embedding table."""
        return len(self._values) + 1

    def encode(self, values: pa.Array) -> np.ndarray:
        """int32 (n,). A hash finds the candidate, a comparison makes sure: unknown text never passes for known text."""
        keys = as_keys(values, self.kind)
        if self.kind == "integer":
            return _scattered(keys, lambda known: self._found(np.asarray(known.to_numpy(zero_copy_only=False))))
        codes = keys.dictionary_encode()
        return _scattered(codes.indices, lambda known: self._found_text(codes.dictionary)[known.to_numpy()])

    def decode(self, ids: Sequence[int] | np.ndarray) -> list[str | None]:
        """The values as text, None for 0."""
        return list(self.values(ids).cast(pa.large_string()).to_pylist())

    def values(self, ids: Sequence[int] | np.ndarray) -> pa.Array:
        """The values as they were counted, null for 0. Raises CorruptError for an id that there is not."""
        at = np.asarray(ids, dtype=np.int64)
        if at.max(initial=0) > len(self._values):
            raise CorruptError(f"an id is {at.max()}, and its table has the ids 0 to {len(self._values)}; encode again")
        return self._values.take(pa.array(at - 1, mask=at <= 0))

    def digest(self) -> str:
        """The same for the same values in the same order."""
        return hashlib.blake2b(stable_hash(self._values).tobytes(), digest_size=16).hexdigest()

    def save(self, path: Path) -> None:
        """Writes values and counts, id 0 in front, as Parquet."""
        values = pa.concat_arrays([pa.nulls(1, self._values.type), self._values])
        pyarrow.parquet.write_table(pa.table({"value": values, "count": pa.array(self.counts)}), path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what ``save`` wrote."""
        table = _read(path)
        values = table.column("value").combine_chunks().slice(1)
        if values.type == pa.string():
            values = values.cast(pa.large_string())
        return cls(values, np.asarray(table.column("count").to_numpy(), dtype=np.int64))

    def _found_text(self, texts: pa.Array) -> np.ndarray:
        index = self._indexed()
        ids = index.get_indexer(pandas.Index(stable_hash(texts, seed=self._seed))).astype(np.int32) + 1
        known = pc.equal(self._values.take(pa.array(np.maximum(ids - 1, 0))), texts) if self.size > 1 else None
        return ids * known.to_numpy(zero_copy_only=False) if known is not None else np.zeros(len(texts), np.int32)

    def _found(self, whole: np.ndarray) -> np.ndarray:
        return self._indexed().get_indexer(pandas.Index(whole)).astype(np.int32) + 1

    def _indexed(self) -> pandas.Index:
        """The hash table, made at the first look-up; if two texts hash alike, another seed parts them."""
        while self._index is None:
            hashed = self.kind == "text"
            keys = stable_hash(self._values, seed=self._seed) if hashed else self._values.to_numpy(zero_copy_only=False)
            index = pandas.Index(keys)
            if index.is_unique:
                self._index = index
            else:
                self._seed += 1
        return self._index


class HashVocabulary:
    """A value's id is its hash, 1 to ``buckets``; values that collide share it, and no value is kept."""

    def __init__(self, rule: Hashing, kind: KeyKind, counts: np.ndarray) -> None:
        self.rule = rule
        self.kind: KeyKind = kind
        self.counts = counts  # int64 (size,): occurrences in the training split

    @property
    def size(self) -> int:
        """Ids, 0 included: the rows of the embedding table."""
        return self.rule.buckets + 1

    def encode(self, values: pa.Array) -> np.ndarray:
        """int32 (n,)"""
        keys = as_keys(values, self.kind)
        buckets = np.uint64(self.rule.buckets)
        return _scattered(keys, lambda known: (stable_hash(known, seed=self.rule.seed) % buckets).astype(np.int32) + 1)

    def decode(self, ids: Sequence[int] | np.ndarray) -> list[str | None]:
        """The buckets by number, None for 0."""
        return [f"bucket {int(i)}" if i > 0 else None for i in ids]

    def digest(self) -> str:
        """The rule says all there is."""
        return self.rule.digest()

    def save(self, path: Path) -> None:
        """Writes the counts as Parquet."""
        pyarrow.parquet.write_table(pa.table({"count": pa.array(self.counts)}), path)

    @classmethod
    def load(cls, path: Path, *, rule: Hashing, kind: KeyKind) -> Self:
        """Reads what ``save`` wrote."""
        return cls(rule, kind, np.asarray(_read(path).column("count").to_numpy(), dtype=np.int64))


def _scattered(keys: pa.Array, look_up: Callable[[pa.Array], np.ndarray]) -> np.ndarray:
    """int32 (n,): ``look_up`` of the keys that are there, 0 for the missing ones."""
    if not keys.null_count:
        return np.asarray(look_up(keys), dtype=np.int32)
    ids = np.zeros(len(keys), dtype=np.int32)
    ids[keys.is_valid().to_numpy(zero_copy_only=False)] = look_up(keys.drop_null())
    return ids


def _read(path: Path) -> pa.Table:
    try:
        return pyarrow.parquet.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise CorruptError(f"{path}: the vocabulary cannot be read ({error}); encode the data set again") from None
