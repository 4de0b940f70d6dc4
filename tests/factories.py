"""Small data sets for tests: real rows, really encoded, with an effect that a model can learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from clicklens.core.schema import FeatureSchema
from clicklens.data.chunk import Chunk, chunks
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.source import open_source
from clicklens.data.split import SplitRule, TimeSplit

FIRST_DAY = 20_000  # days since 1970-01-01
ITEMS = 12
USERS = 40
TAGS = 6


def make_schema(*, name: str = "made-up", **changes: Any) -> FeatureSchema:
    """``user`` and ``item`` (one id), ``tags`` (many), ``history`` (a sequence of items), ``price`` (a number)."""
    values: dict[str, Any] = {
        "name": name,
        "fields": [
            {"name": "user", "side": "user"},
            {"name": "item", "side": "item"},
            {"name": "tags", "side": "item", "multi": True, "pooling": "mean"},
            {
                "name": "history",
                "side": "user",
                "kind": "sequence",
                "table": "item",
                "attends_to": "item",
                "max_length": 5,
            },
            {"name": "price", "side": "item", "kind": "numeric"},
        ],
        "tasks": ["click"],
        "day": "day",
        "group": "user",
        **changes,
    }
    return FeatureSchema.model_validate(values)


def make_rows(*, rows: int = 400, days: int = 4, seed: int = 0) -> pa.Table:
    """Rows for ``make_schema`` in order of the day: a click is likelier for some items, and for cheap ones."""
    rng = np.random.default_rng(seed)
    user, item = rng.integers(0, USERS, rows), rng.integers(0, ITEMS, rows)
    price = np.round(rng.gamma(2.0, 10.0, rows), 2)
    logit = 2.0 * np.cos(item) - 0.02 * price - 0.3
    return pa.table(
        {
            "user": pa.array([f"u{i}" for i in user]),
            "item": pa.array(item + 100),
            "tags": pa.array([[f"t{tag}" for tag in np.flatnonzero(rng.random(TAGS) < 0.3)] for _ in range(rows)]),
            "history": pa.array([(rng.integers(0, ITEMS, rng.integers(0, 8)) + 100).tolist() for _ in range(rows)]),
            "price": pa.array(price),
            "click": pa.array((rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(np.int8)),
            "day": pa.array(np.sort(rng.integers(0, days, rows)) + FIRST_DAY),
        }
    )


def make_dataset(
    tmp_path: Path,
    *,
    rows: int = 400,
    days: int = 4,
    seed: int = 0,
    schema: FeatureSchema | None = None,
    split: SplitRule | None = None,
    name: str = "dataset",
) -> EncodedDataset:
    """``make_rows`` encoded into ``tmp_path / name``; about the last quarter by day is for test unless ``split``."""
    rule = split if split is not None else TimeSplit(test_share=0.25) if days > 1 else None
    table = make_rows(rows=rows, days=days, seed=seed)
    return encode(table, schema or make_schema(), tmp_path / name, split=rule)


def make_chunk(**columns: Any) -> Chunk:
    """A few rows as encoding sees them; a column is a list of values or an Arrow array."""
    table = pa.table(
        {name: values if isinstance(values, pa.Array) else pa.array(values) for name, values in columns.items()}
    )
    (chunk,) = chunks(open_source(table))
    return chunk
