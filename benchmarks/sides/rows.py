"""Made-up rows: categorical fields of equal tables whose ids come by 1/rank, as logs have them, and each at least once.

That each occurs lets every side learn its vocabularies from the rows and still hold exactly so many ids. What the draw
left out takes the place of repetitions, so the rows have a longer tail than 1/rank; ``tail`` tells how much of them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

LONGEST = 20  # behaviours of a history


def write_rows(path: Path, *, ids: int, fields: int, rows: int, history: bool, seed: int = 0) -> float:
    """Writes a Parquet file; returns the share of cells that complete the tables.

    With ``history`` there are the past values of the first field too, and both are text.
    """
    chance, size = np.random.default_rng(seed), ids // fields
    if rows < size:
        raise ValueError(f"{rows:,} rows cannot hold each of {size:,} ids of a field")
    columns: dict[str, object] = {"click": (chance.random(rows) < 0.25).astype(np.int8)}
    late = 0
    for number in range(fields):
        drawn = by_rank(chance, size, rows)
        late += complete(drawn, size, chance)
        columns[f"field_{number}"] = drawn
    if history:
        columns["field_0"] = pa.array(columns["field_0"]).cast(pa.string())
        columns["history"] = _histories(chance, size, rows)
    pyarrow.parquet.write_table(pa.table(columns), path)
    return late / (rows * fields)


def by_rank(chance: np.random.Generator, size: int, count: int) -> np.ndarray:
    """int64 (count,): ids from 1 to ``size``, P(id) ~ 1 / id."""
    ranks = np.floor((size + 1.0) ** chance.random(count)).astype(np.int64)
    return np.minimum(ranks, size)


def complete(drawn: np.ndarray, size: int, chance: np.random.Generator) -> int:
    """Puts each id that does not occur in the place of one that occurs again; returns how many were put."""
    found, first = np.unique(drawn, return_index=True)
    missing = np.setdiff1d(np.arange(1, size + 1), found)
    is_free = np.ones(len(drawn), dtype=bool)
    is_free[first] = False
    drawn[chance.choice(np.flatnonzero(is_free), len(missing), replace=False)] = missing
    return len(missing)


def _histories(chance: np.random.Generator, size: int, rows: int) -> pa.Array:
    """1 to LONGEST ids of the first field's table, in order of time."""
    offsets = np.concatenate(([0], np.cumsum(chance.integers(1, LONGEST + 1, rows)))).astype(np.int32)
    return pa.ListArray.from_arrays(
        pa.array(offsets), pa.array(by_rank(chance, size, int(offsets[-1]))).cast(pa.string())
    )
