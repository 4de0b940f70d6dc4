"""Schemas of every shape that a model must read, and rows for them that no data set was encoded for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from torch import Tensor

from clicklens.core.field import CategoricalField, CrossField, DenseField, NumericField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch

IDS = 12  # ids in every table, the unknown id 0 included
BUCKETS = 4

_CLICKED = {"kind": "sequence", "name": "clicked", "table": "item", "attends_to": "item", "max_length": 6}
_TAGS = {"name": "tags", "multi": True, "max_length": 5}
_AGE = {"kind": "numeric", "name": "age", "transform": {"kind": "quantile", "buckets": BUCKETS}}
_SHARE = {"kind": "numeric", "name": "seen", "transform": {"kind": "cumulative"}}
_TEXT = {"kind": "dense", "name": "text", "width": 3}


def schema_of(name: str, *fields: Any, tasks: tuple[str, ...] = ("click",)) -> FeatureSchema:
    """A schema of those fields; a bare name is a categorical field with a table of its own."""
    return FeatureSchema.parse({"name": name, "fields": list(fields), "tasks": list(tasks)}, source="a test")


SCHEMAS = {
    schema.name: schema
    for schema in [
        schema_of("one field", "user"),
        schema_of("many fields", *(f"field_{i}" for i in range(34))),
        schema_of("many ids", "user", _TAGS, {**_TAGS, "name": "words", "pooling": "mean"}),
        schema_of("a sequence on a shared table", "user", "item", _CLICKED),
        schema_of("numbers", "user", {"kind": "numeric", "name": "price"}, {"kind": "numeric", "name": "rating"}),
        schema_of("nothing but numbers", {"kind": "numeric", "name": "price"}),
        schema_of("a bucketed number", "user", _AGE),
        schema_of("a number by its share", "user", _SHARE, {"kind": "numeric", "name": "price"}),
        schema_of("a vector of its own", "user", _TEXT, {**_TEXT, "name": "type.of", "width": 2}),
        schema_of("a cross", "user", "item", {"kind": "cross", "name": "pair", "fields": ["user", "item"]}),
        schema_of("two tasks", "user", "item", tasks=("click", "buy")),
        schema_of(
            "everything",
            "user",
            {"kind": "numeric", "name": "price"},
            "item",
            _CLICKED,
            {**_CLICKED, "name": "bought", "pooling": "mean"},
            _TAGS,
            _AGE,
            _TEXT,
            tasks=("click", "buy"),
        ),
    ]
}


def sizes_of(schema: FeatureSchema, size: int = IDS) -> dict[str, int]:
    """table -> ids, 0 included."""
    return {table.name: size for table in schema.tables} | {f.name: BUCKETS + 1 for f in schema.bucketed_fields}


def batch_of(schema: FeatureSchema, rows: int = 8, *, seed: int = 0, size: int = IDS) -> Batch:
    """Random rows, padding and unknown ids among them."""
    draw = torch.Generator().manual_seed(seed)
    ids: dict[str, Tensor] = {}
    for entry in schema.fields:
        if isinstance(entry, SequenceField) or (isinstance(entry, CategoricalField) and entry.multi):
            ids[entry.name] = _padded(rows, entry.max_length, size, draw)
        elif isinstance(entry, (CategoricalField, CrossField)):
            ids[entry.name] = torch.randint(0, size, (rows, 1), generator=draw)
        elif isinstance(entry, NumericField) and entry.is_bucketed:
            ids[entry.name] = torch.randint(0, BUCKETS + 1, (rows, 1), generator=draw)
    dense = {f.name: torch.randn(rows, f.width, generator=draw) for f in schema.fields if isinstance(f, DenseField)}
    return Batch(
        ids=ids,
        numeric=torch.randn(rows, len(schema.numeric_fields), generator=draw),
        labels={task.name: torch.randint(0, 2, (rows,), generator=draw).float() for task in schema.tasks},
        example_ids=1000 + torch.arange(rows),
        dense=dense,
    )


def with_ids(batch: Batch, field: str, ids: Tensor) -> Batch:
    """The batch with other ids in one field."""
    return replace(batch, ids={**batch.ids, field: ids})


@dataclass(frozen=True)
class SplitByHand:
    """Made-up rows behind the interface of an encoded split."""

    schema: FeatureSchema
    rows: int
    seed: int = 0
    extras: dict[str, Tensor] = field(default_factory=dict)  # weights, days, groups

    def __len__(self) -> int:
        return self.rows

    def batch(self, rows: NDArray[np.int64]) -> Batch:
        return self._all.take(torch.from_numpy(rows))

    def decoded(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        return pd.DataFrame({f.name: [f"{f.name} {row}" for row in rows] for f in self.schema.fields})

    @cached_property
    def _all(self) -> Batch:
        return replace(batch_of(self.schema, self.rows, seed=self.seed), **self.extras)


@dataclass(frozen=True)
class DatasetByHand:
    """Splits by name, behind the interface of an encoded data set."""

    by_name: dict[str, SplitByHand]

    @property
    def splits(self) -> list[str]:
        return list(self.by_name)

    def split(self, name: str) -> SplitByHand:
        return self.by_name[name]


def _padded(rows: int, longest: int, size: int, draw: torch.Generator) -> Tensor:
    """Ids with padding behind them, int64 (rows, longest); some rows have none."""
    lengths = torch.randint(0, longest + 1, (rows, 1), generator=draw)
    ids = torch.randint(1, size, (rows, longest), generator=draw)
    return torch.where(torch.arange(longest) < lengths, ids, 0)
