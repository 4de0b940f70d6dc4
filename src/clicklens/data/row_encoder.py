"""RowEncoder: rows of a source into the arrays that a shard holds and a batch is made of."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clicklens.core.errors import ConfigError
from clicklens.core.field import CategoricalField, CrossField, EmbeddedField, SequenceField
from clicklens.core.schema import ClickedWeight, FeatureSchema
from clicklens.data import cell
from clicklens.data.chunk import Chunk, named
from clicklens.data.crosses import BUCKETS, Crosses
from clicklens.data.day import days, days_of_time
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.key import KeyTable, as_keys, key_kind, many_keys, single_keys
from clicklens.data.numeric import FittedNumeric
from clicklens.data.ragged import Ragged
from clicklens.data.stable_hash import stable_hash


def is_single(field: EmbeddedField) -> bool:
    """Whether the field has exactly one id a row."""
    return isinstance(field, CrossField) or (isinstance(field, CategoricalField) and not field.multi)


def id_names(schema: FeatureSchema) -> list[str]:
    """The fields with one id a row, buckets behind the others and crosses last: the second axis of the packed ids."""
    own = [field.name for field in schema.key_fields if is_single(field)]
    return [*own, *(field.name for field in schema.bucketed_fields), *(field.name for field in schema.crosses)]


class RowEncoder:
    """Encodes by a schema with the vocabularies and transforms that the training split taught."""

    def __init__(
        self,
        *,
        schema: FeatureSchema,
        tables: Mapping[str, KeyTable],
        numerics: Mapping[str, FittedNumeric],
        crosses: Crosses | None = None,
    ) -> None:
        """``crosses`` is needed where the schema has some."""
        self.schema = schema
        self._crosses = crosses
        self._tables = tables
        self._numerics = numerics

    def only(self, field: str) -> RowEncoder:
        """The encoder of that field alone. Raises SchemaError that names the nearest, ConfigError for a cross."""
        asked = self.schema.field(field)
        if isinstance(asked, CrossField):
            told = " and ".join(asked.fields)
            raise ConfigError(f"field '{field}' is a cross, and follows from {told}: give values of those")
        narrow = self.schema.model_copy(update={"fields": (asked,)})
        return RowEncoder(schema=narrow, tables=self._tables, numerics=self._numerics, crosses=self._crosses)

    def encode(self, chunk: Chunk, *, pool: Executor | None = None, labelled: bool = True) -> EncodedRows:
        """All arrays of these rows; fields are worked on side by side where a pool is given.

        Raises DataError that names file, row, field and value for the first cell that cannot be.
        """
        jobs: dict[str, Callable[[], Any]] = {}
        for field in self.schema.key_fields:
            jobs[field.name] = self._job(self._single if is_single(field) else self._many, chunk, field)
        jobs["*"] = self._job(self._measures, chunk, labelled)
        if pool is None:
            done = {name: job() for name, job in jobs.items()}
        else:
            futures = {name: pool.submit(job) for name, job in jobs.items()}
            done = {name: future.result() for name, future in futures.items()}
        return self._packed(done, len(chunk))

    def _packed(self, done: dict[str, Any], rows: int) -> EncodedRows:
        flat, ragged, buckets = done.pop("*")
        names = id_names(self.schema)
        lists = {f"list:{name}": value for name, value in done.items() if isinstance(value, Ragged)}
        found = {name: value for name, value in done.items() if not isinstance(value, Ragged)} | buckets
        if self._crosses is not None and self.schema.crosses:
            cut = {name.removeprefix(BUCKETS): array for name, array in flat.items() if name.startswith(BUCKETS)}
            found |= self._crosses.ids(found | cut)
        ids = np.zeros((rows, len(names)), dtype=np.int32)
        for position, name in enumerate(names):
            ids[:, position] = found[name]
        return EncodedRows(flat={"ids": ids, **flat}, ragged={**lists, **ragged})

    def _single(self, chunk: Chunk, field: CategoricalField) -> np.ndarray:
        table = self._tables[field.table]
        return table.encode(single_keys(chunk, field, table.kind))

    def _many(self, chunk: Chunk, field: CategoricalField | SequenceField) -> Ragged:
        table = self._tables[field.table]
        keys, offsets = many_keys(chunk, field, table.kind)
        return Ragged(values=table.encode(keys), offsets=offsets)

    def _measures(
        self, chunk: Chunk, labelled: bool
    ) -> tuple[dict[str, np.ndarray], dict[str, Ragged], dict[str, Any]]:
        """Everything that is not looked up: numbers, vectors, pictures, labels, day, group, weight."""
        rows = len(chunk)
        flat = {"example_ids": chunk.example_ids, **self._numbers(chunk)}
        buckets = {f.name: flat.pop(f"bucket:{f.name}") for f in self.schema.bucketed_fields}
        for field in self.schema.dense_fields:
            flat[f"dense:{field.name}"] = cell.vectors(chunk, field.column, field.width, named(field))
        ragged = {
            f"image:{field.name}": _bytes(cell.texts(chunk, field.column, named(field)))
            for field in self.schema.image_fields
        }
        tasks = self.schema.tasks
        read = [cell.labels(chunk, task.column, f"label '{task.name}'") for task in tasks] if labelled else []
        flat["labels"] = np.stack(read, axis=1) if read else np.zeros((rows, len(tasks)), dtype=np.uint8)
        return {**flat, **(row_facts(chunk, self.schema) if labelled else {})}, ragged, buckets

    def _numbers(self, chunk: Chunk) -> dict[str, np.ndarray]:
        schema = self.schema
        fields = (*schema.numeric_fields, *schema.bucketed_fields)
        source = {field.name: cell.numbers(chunk, field.column, named(field)) for field in fields}
        applied = {name: self._numerics[name].apply(values) for name, values in source.items()}
        found = {f"bucket:{field.name}": applied[field.name] for field in schema.bucketed_fields}
        if self._crosses is not None:
            found |= self._crosses.buckets(source)
        found["numeric"] = _side_by_side([applied[f.name] for f in schema.numeric_fields], len(chunk), np.float32)
        found["numbers"] = _side_by_side(list(source.values()), len(chunk), np.float64)
        return found

    @staticmethod
    def _job(work: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
        return lambda: work(*arguments)


def row_facts(chunk: Chunk, schema: FeatureSchema) -> dict[str, np.ndarray]:
    """The day, group and weight of each row, as far as the schema names them."""
    facts: dict[str, np.ndarray] = {}
    if schema.day is not None:
        facts["days"] = days(chunk, schema.day, f"day column '{schema.day}'")
    elif schema.time is not None:
        facts["days"] = days_of_time(chunk, schema.time, f"time column '{schema.time}'")
    if schema.group is not None:
        facts["groups"] = _group_codes(chunk, schema.group)
    if schema.weight_column is not None:
        facts["weights"] = _weights(chunk, schema, schema.weight_column)
    return facts


def _weights(chunk: Chunk, schema: FeatureSchema, column: str) -> np.ndarray:
    """float32 (n,); a watch time means nothing where nothing was watched, and may be missing there."""
    what, task = f"weight column '{column}'", schema.tasks[0]
    if not isinstance(schema.weight, ClickedWeight):
        return cell.weights(chunk, column, what)
    clicked = cell.labels(chunk, task.column, f"label '{task.name}'") == 1
    return cell.weights(chunk, column, what, of=clicked)


def worker_pool() -> ThreadPoolExecutor:
    """Threads for ``RowEncoder.encode``; Arrow and NumPy let go of the interpreter while they work."""
    return ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1), thread_name_prefix="encode")


def _group_codes(chunk: Chunk, column: str) -> np.ndarray:
    """int64 (n,): a whole number stands for itself, a text for its hash, a missing value for -1."""
    array = chunk.column(column)
    if pa.types.is_nested(array.type):
        raise chunk.type_error(f"group column '{column}'", array.type, "one value a row is needed")
    keys = as_keys(array, key_kind([array.type]))
    codes = np.full(len(keys), -1, dtype=np.int64)
    there = np.asarray(keys.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    known = keys.drop_null()
    if keys.type == pa.int64():
        codes[there] = known.to_numpy(zero_copy_only=False)
    else:
        codes[there] = (stable_hash(known) >> np.uint64(1)).astype(np.int64)
    return codes


def _bytes(texts: pa.Array) -> Ragged:
    """UTF-8 of each text, end to end."""
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    offsets = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    joined = "".join(texts.to_pylist()).encode()
    return Ragged(values=np.frombuffer(joined, dtype=np.uint8), offsets=offsets)


def _side_by_side(parts: list[np.ndarray], rows: int, dtype: Any) -> np.ndarray:
    return np.stack(parts, axis=1).astype(dtype, copy=False) if parts else np.zeros((rows, 0), dtype=dtype)
