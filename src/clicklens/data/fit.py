"""Fit: what the training split teaches. Which ids there are, and how numbers are scaled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor

import numpy as np
import pyarrow as pa

from clicklens.core.field import CategoricalField, NumericField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.core.table import Cutoff, EmbeddingTable
from clicklens.data import cell
from clicklens.data.chunk import Chunk, named
from clicklens.data.key import KeyKind, many_keys, single_keys
from clicklens.data.numeric import FittedNumeric, NumericFit
from clicklens.data.row_encoder import is_single
from clicklens.data.value_count import ValueCount
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary


class Fit:
    """Goes over the rows of the training split once; a table's values are counted over all fields that share it."""

    def __init__(self, *, schema: FeatureSchema, kinds: Mapping[str, KeyKind], seed: int) -> None:
        self._fields = {t.name: [f for f in schema.key_fields if f.table == t.name] for t in schema.tables}
        self._tables: dict[str, CutoffFit | HashingFit] = {
            table.name: table_fit(table, kinds[table.name]) for table in schema.tables
        }
        numeric = (*schema.numeric_fields, *schema.bucketed_fields)
        self._numeric: dict[str, tuple[NumericField, NumericFit]] = {
            field.name: (field, NumericFit(field, seed=seed)) for field in numeric
        }

    def add(self, chunk: Chunk, pool: Executor) -> None:
        """Learns from these rows; tables and numbers side by side."""
        jobs: list[Callable[[], None]] = [_bound(self._add_table, chunk, name) for name in self._tables]
        jobs += [_bound(self._add_numeric, chunk, name) for name in self._numeric]
        for future in [pool.submit(job) for job in jobs]:
            future.result()

    def tables(self, pool: Executor) -> dict[str, ValueVocabulary | HashVocabulary]:
        """The vocabularies; large ones take a while to sort, side by side."""
        futures = {name: pool.submit(_vocabulary, fit) for name, fit in self._tables.items()}
        return {name: future.result() for name, future in futures.items()}

    def numerics(self) -> dict[str, FittedNumeric]:
        """The transforms."""
        return {name: fit.fitted() for name, (_, fit) in self._numeric.items()}

    def _add_table(self, chunk: Chunk, name: str) -> None:
        fit = self._tables[name]
        for field in self._fields[name]:
            fit.add(_all_keys(chunk, field, fit.kind))

    def _add_numeric(self, chunk: Chunk, name: str) -> None:
        field, fit = self._numeric[name]
        fit.add(cell.numbers(chunk, field.column, named(field)), chunk.example_ids)


class CutoffFit:
    """Counts the keys of a table whose frequent values have ids."""

    def __init__(self, rule: Cutoff, kind: KeyKind) -> None:
        self.kind: KeyKind = kind
        self._rule = rule
        self._count = ValueCount(kind)

    def add(self, keys: pa.Array) -> None:
        self._count.add(keys)

    def vocabulary(self) -> ValueVocabulary:
        return ValueVocabulary.of(self._count, self._rule)


class HashingFit:
    """Counts the keys of a table whose ids are hashes."""

    def __init__(self, empty: HashVocabulary) -> None:
        self.kind: KeyKind = empty.kind
        self._vocabulary = empty

    def add(self, keys: pa.Array) -> None:
        found = self._vocabulary.encode(keys.drop_null())
        self._vocabulary.counts += np.bincount(found, minlength=self._vocabulary.size)

    def vocabulary(self) -> HashVocabulary:
        return self._vocabulary


def table_fit(table: EmbeddingTable, kind: KeyKind) -> CutoffFit | HashingFit:
    if isinstance(table.vocabulary, Cutoff):
        return CutoffFit(table.vocabulary, kind)
    counts = np.zeros(table.vocabulary.buckets + 1, dtype=np.int64)
    return HashingFit(HashVocabulary(table.vocabulary, kind, counts))


def _vocabulary(fit: CutoffFit | HashingFit) -> ValueVocabulary | HashVocabulary:
    return fit.vocabulary()


def _all_keys(chunk: Chunk, field: CategoricalField | SequenceField, kind: KeyKind) -> pa.Array:
    if isinstance(field, CategoricalField) and is_single(field):
        return single_keys(chunk, field, kind)
    return many_keys(chunk, field, kind)[0]


def _bound(work: Callable[[Chunk, str], None], chunk: Chunk, name: str) -> Callable[[], None]:
    return lambda: work(chunk, name)
