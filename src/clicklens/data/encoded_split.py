"""EncodedSplit: the rows of one split, read in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas

from clicklens.core.errors import NotFoundError, nearest
from clicklens.core.field import DenseField, ImageField, NumericField
from clicklens.core.schema import FeatureSchema
from clicklens.data.assemble import assemble, keys_of
from clicklens.data.batch import Batch
from clicklens.data.crosses import BUCKETS
from clicklens.data.ragged import Ragged
from clicklens.data.row_encoder import id_names, is_single
from clicklens.data.shard import Shard


class Decoder(Protocol):
    """What is needed of a vocabulary to read ids."""

    def decode(self, ids: np.ndarray) -> list[str | None]:
        """The values as text, None for 0."""
        ...


class EncodedSplit:
    """Rows 0 to ``len - 1`` of a split, memory-mapped: any row costs the same, and only read rows take memory."""

    def __init__(self, *, name: str, shard: Shard, schema: FeatureSchema, vocabulary: Callable[[str], Decoder]) -> None:
        self.name = name
        self.schema = schema
        self._shard = shard
        self._vocabulary = vocabulary

    def __len__(self) -> int:
        return self._shard.rows

    def batch(self, rows: np.ndarray) -> Batch:
        """These rows, int64 (B,), in this order. Raises NotFoundError for a row that is not there."""
        rows = self._checked(rows)
        return assemble(self.schema, self._flat, self._ragged, rows)

    def batches(
        self, batch_size: int, *, order: np.ndarray | None = None, start_batch: int = 0, drop_last: bool = False
    ) -> Iterator[Batch]:
        """The rows in ``order`` (as they stand when not given), ``batch_size`` at a time, from ``start_batch`` on."""
        rows = np.arange(len(self), dtype=np.int64) if order is None else order
        for first in range(start_batch * batch_size, len(rows), batch_size):
            part = rows[first : first + batch_size]
            if len(part) == batch_size or not drop_last:
                yield self.batch(part)

    def shuffled(self, seed: int, epoch: int) -> np.ndarray:
        """int64: all rows in an order of chance that depends on seed and epoch only."""
        return np.random.default_rng([seed, epoch]).permutation(len(self)).astype(np.int64, copy=False)

    def labels(self, task: str) -> np.ndarray:
        """float32 (rows,), 0 or 1. Raises NotFoundError that names the nearest task."""
        names = [known.name for known in self.schema.tasks]
        if task not in names:
            raise NotFoundError(f"data set '{self.schema.name}' has no task '{task}'{nearest(task, names)}")
        return self._flat["labels"][:, names.index(task)].astype(np.float32)

    @property
    def days(self) -> np.ndarray | None:
        """int32 (rows,), or None where the schema names neither day nor time."""
        return self._flat.get("days")

    @property
    def groups(self) -> np.ndarray | None:
        """int64 (rows,): codes by which rows are grouped, or None where the schema names no group."""
        return self._flat.get("groups")

    @property
    def weights(self) -> np.ndarray | None:
        """float32 (rows,): sampling weights, or None where every row weighs 1."""
        return self._flat.get("weights")

    @property
    def example_ids(self) -> np.ndarray:
        """int64 (rows,): the row's number in the source, unique over all splits."""
        return self._flat["example_ids"]

    def field_ids(self, field: str) -> np.ndarray | Ragged:
        """int32 (rows,) of a field with one id a row (a bucket too), or the ragged ids of a field with many."""
        names = id_names(self.schema)
        if field in names:
            return self._flat["ids"][:, names.index(field)]
        if f"list:{field}" in self._ragged:
            return self._ragged[f"list:{field}"]
        known = [found.name for found in (*self.schema.embedded_fields, *self.schema.bucketed_fields)]
        raise NotFoundError(f"data set '{self.schema.name}' has no field with ids '{field}'{nearest(field, known)}")

    def numbers(self, field: str) -> np.ndarray:
        """float64 (rows,) of a numeric field in source units, NaN where missing."""
        names = [f.name for f in (*self.schema.numeric_fields, *self.schema.bucketed_fields)]
        if field not in names:
            raise NotFoundError(f"data set '{self.schema.name}' has no numeric field '{field}'{nearest(field, names)}")
        return self._flat["numbers"][:, names.index(field)]

    def decoded(self, rows: np.ndarray) -> pandas.DataFrame:
        """These rows as people read them, a column a field.

        Text for an id (None: missing or unknown), a list of texts for many, source units for a number (NaN: missing).
        """
        rows = self._checked(rows)
        columns = {f.name: pandas.Series(self._readable(f, rows), dtype=_dtype(f)) for f in self.schema.fields}
        frame: pandas.DataFrame = pandas.DataFrame(columns)
        return frame

    def bucket_counts(self, field: str, size: int) -> np.ndarray:
        """int64 (size,): rows by bucket."""
        return np.bincount(np.asarray(self.field_ids(field)), minlength=size).astype(np.int64)

    def _readable(self, field: Any, rows: np.ndarray) -> Any:
        if isinstance(field, NumericField):
            return self.numbers(field.name)[rows]
        if isinstance(field, DenseField):
            return list(self._flat[f"dense:{field.name}"][rows])
        if isinstance(field, ImageField):
            return list(keys_of(self._ragged[f"image:{field.name}"], rows))
        vocabulary = self._vocabulary(field.table)
        ids = self.field_ids(field.name)
        if not isinstance(ids, Ragged):
            return vocabulary.decode(ids[rows])
        picked = ids.take(rows)
        texts = vocabulary.decode(picked.values)
        return [texts[start:end] for start, end in zip(picked.offsets[:-1], picked.offsets[1:], strict=True)]

    def _checked(self, rows: np.ndarray) -> np.ndarray:
        rows = np.asarray(rows, dtype=np.int64)
        if len(rows) and (rows.min() < 0 or rows.max() >= len(self)):
            wrong = rows[(rows < 0) | (rows >= len(self))][0]
            raise NotFoundError(f"split '{self.name}' has no row {wrong}; its rows are 0 to {len(self) - 1}")
        return rows

    @cached_property
    def _flat(self) -> dict[str, np.ndarray]:
        names = ["ids", "numeric", "numbers", "labels", "example_ids"]
        names += [BUCKETS + name for name in self.schema.crossed_numbers]
        names += [f"dense:{field.name}" for field in self.schema.dense_fields]
        if self.schema.day is not None or self.schema.time is not None:
            names.append("days")
        names += ["groups"] if self.schema.group is not None else []
        names += ["weights"] if self.schema.weight is not None else []
        return {name: self._shard.array(name) for name in names}

    @cached_property
    def _ragged(self) -> dict[str, Ragged]:
        names = [f"list:{field.name}" for field in self.schema.embedded_fields if not is_single(field)]
        names += [f"image:{field.name}" for field in self.schema.image_fields]
        return {name: self._shard.ragged(name) for name in names}


def _dtype(field: Any) -> Any:
    return np.float64 if isinstance(field, NumericField) else object
