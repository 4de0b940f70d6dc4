"""Which split a row falls into, once the rule has seen what it needs of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clicklens.core.errors import ConfigError, DataError
from clicklens.core.schema import FeatureSchema
from clicklens.data.chunk import Chunk, chunks
from clicklens.data.day import Clock, instant_of, instants
from clicklens.data.key import as_keys, key_kind
from clicklens.data.moment_draft import DAY_NAMES, TIME_NAMES
from clicklens.data.source import Source
from clicklens.data.split import TEST, TRAIN, VALIDATION, ColumnSplit, GivenSplit, RandomSplit, SplitRule, TimeSplit
from clicklens.data.stable_hash import stable_hash, unit_interval
from clicklens.data.time_count import TimeCount


class Assignment(Protocol):
    """Sends each row to a split; ``splits`` are their names in order."""

    @property
    def splits(self) -> tuple[str, ...]:
        """The names, train first."""
        ...

    @property
    def bounds(self) -> tuple[int, ...]:
        """The last moment of each split but the last, of a split by time; else empty."""
        ...

    def of(self, chunk: Chunk) -> np.ndarray:
        """int8 (n,): positions in ``splits``."""
        ...


def split_column(rule: SplitRule | None, schema: FeatureSchema) -> str | None:
    """The source column that the rule reads, if any."""
    if isinstance(rule, ColumnSplit):
        return rule.column
    if isinstance(rule, RandomSplit):
        return rule.by
    if isinstance(rule, TimeSplit):
        column = rule.column or schema.time or schema.day
        if column is None:
            raise ConfigError(_no_moment(schema))
        return column
    return None


def _no_moment(schema: FeatureSchema) -> str:
    """What to write, with a column of the schema's own where one is called like a day or a time."""
    columns = [field.column for field in schema.source_fields]
    day = next((column for column in columns if column.lower() in DAY_NAMES), None)
    time = next((column for column in columns if column.lower() in TIME_NAMES), None)
    line = f"day: {day}" if day else f"time: {time}" if time else None
    wanted = f"the line '{line}'" if line else "a line 'day: COLUMN' or 'time: COLUMN'"
    if line:
        wanted += f" (and no field '{day or time}')"
    return (
        f"a split by time needs to know when a row was: write {wanted} into the schema, name it in the split "
        f"(kind=time column={day or time or 'COLUMN'} test_share=0.2), or split by chance (kind=random test_share=0.2)"
    )


def assignment(rule: SplitRule | None, source: Source, schema: FeatureSchema) -> Assignment:
    """Makes the rule ready; a split by time reads the time column once for that."""
    if isinstance(rule, ColumnSplit):
        return ByColumn(rule)
    if isinstance(rule, RandomSplit):
        return ByChance(rule)
    if isinstance(rule, TimeSplit):
        column = str(split_column(rule, schema))
        return ByTime(rule, column=column, rows=chunks(source.select([column])))
    if isinstance(rule, GivenSplit):
        raise ConfigError("the split 'given' needs rows by split, such as {'train': …, 'test': …}")
    return Whole(TRAIN)


class Whole:
    """All rows in one split."""

    bounds: tuple[int, ...] = ()

    def __init__(self, split: str) -> None:
        self.splits: tuple[str, ...] = (split,)

    def of(self, chunk: Chunk) -> np.ndarray:
        return np.zeros(len(chunk), dtype=np.int8)


class ByColumn:
    """By the values of a column, compared as text."""

    bounds: tuple[int, ...] = ()

    def __init__(self, rule: ColumnSplit) -> None:
        self._rule = rule
        named = {TRAIN: rule.train, VALIDATION: rule.validation, TEST: rule.test}
        self.splits: tuple[str, ...] = tuple(name for name, values in named.items() if values or name == TRAIN)
        pairs = [(str(value), self.splits.index(name)) for name, values in named.items() for value in values or ()]
        self._values = pa.array([value for value, _ in pairs], pa.large_string())
        self._codes = np.asarray([code for _, code in pairs], dtype=np.int8)

    def of(self, chunk: Chunk) -> np.ndarray:
        array = chunk.column(self._rule.column)
        text = as_keys(array, "text")
        at = pc.fill_null(pc.index_in(text, self._values), -1).to_numpy(zero_copy_only=False)
        unknown = at < 0
        if unknown.any() and self._rule.train is not None:
            index = int(np.argmax(unknown))
            known = ", ".join(self._values.to_pylist())
            raise chunk.error(
                index,
                f"split column '{self._rule.column}'",
                array[index].as_py(),
                f"no split names it; named are {known}",
            )
        return np.where(unknown, 0, self._codes[at]).astype(np.int8)


class ByChance:
    """By the hash of a value, or of the row's number."""

    bounds: tuple[int, ...] = ()

    def __init__(self, rule: RandomSplit) -> None:
        self._rule = rule
        shares = {TRAIN: 1.0, VALIDATION: rule.validation_share, TEST: rule.test_share}
        self.splits: tuple[str, ...] = tuple(name for name, share in shares.items() if share)

    def of(self, chunk: Chunk) -> np.ndarray:
        drawn = unit_interval(self._hashes(chunk))
        codes = np.zeros(len(chunk), dtype=np.int8)
        if self._rule.validation_share:
            codes[drawn < self._rule.test_share + self._rule.validation_share] = self.splits.index(VALIDATION)
        if self._rule.test_share:
            codes[drawn < self._rule.test_share] = self.splits.index(TEST)
        return codes

    def _hashes(self, chunk: Chunk) -> np.ndarray:
        alone = stable_hash(chunk.example_ids, seed=self._rule.seed)
        if self._rule.by is None:
            return alone
        array = chunk.column(self._rule.by)
        keys = as_keys(array, key_kind([array.type]))
        there = np.asarray(keys.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
        alone[there] = stable_hash(keys.drop_null(), seed=self._rule.seed)
        return alone


class ByTime:
    """By moments: up to the first bound train, up to the second validation, test after it."""

    def __init__(self, rule: TimeSplit, *, column: str, rows: Iterable[Chunk]) -> None:
        self._column = column
        self._clock: Clock | None = None
        count = TimeCount()
        for chunk in rows:
            count.add(self._instants(chunk))
        later = {VALIDATION: (rule.validation_share, rule.validation_from), TEST: (rule.test_share, rule.test_from)}
        wanted = [name for name, (share, moment) in later.items() if share or moment is not None]
        self.splits: tuple[str, ...] = (TRAIN, *wanted)
        self.bounds: tuple[int, ...] = self._moments(rule, wanted) or self._quantiles(count, rule)

    def of(self, chunk: Chunk) -> np.ndarray:
        return np.searchsorted(self.bounds, self._instants(chunk), side="left").astype(np.int8)

    def _instants(self, chunk: Chunk) -> np.ndarray:
        clock, values = instants(chunk, self._column, f"time column '{self._column}'")
        if self._clock not in (None, clock):
            raise DataError(
                f"{chunk.origin}: time column '{self._column}' holds whole numbers in one place and dates in another"
            )
        self._clock = clock
        return values

    def _moments(self, rule: TimeSplit, wanted: list[str]) -> tuple[int, ...]:
        named = {VALIDATION: rule.validation_from, TEST: rule.test_from}
        found = [(name, named[name]) for name in wanted]
        clock = self._clock or "number"
        bounds = [instant_of(v, clock, setting=f"{n}_from") - 1 for n, v in found if v is not None]
        if bounds != sorted(set(bounds)):
            raise ConfigError("test_from must lie after validation_from")
        return tuple(bounds)

    def _quantiles(self, count: TimeCount, rule: TimeSplit) -> tuple[int, ...]:
        train = 1 - rule.validation_share - rule.test_share
        shares = [train] if len(self.splits) == 2 else [train, 1 - rule.test_share]
        return count.bounds(shares)
