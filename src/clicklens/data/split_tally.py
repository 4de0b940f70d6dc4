"""SplitTally: a split's rows, label rates, days and missing cells, summed up while they are written."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow.compute as pc

from clicklens.core.field import SourceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.cell import is_list
from clicklens.data.chunk import Chunk
from clicklens.data.encoded_rows import EncodedRows
from clicklens.data.manifest import SplitSummary


class SplitTally:
    """Sums up one split."""

    def __init__(self, schema: FeatureSchema) -> None:
        self._tasks = [task.name for task in schema.tasks]
        self._rows = 0
        self._ones = np.zeros(len(self._tasks), dtype=np.int64)
        self._rows_by_day: Counter[int] = Counter()
        self._ones_by_day = [Counter[int]() for _ in self._tasks]
        self._missing = Counter({field.name: 0 for field in schema.fields})

    def add(self, rows: EncodedRows, missing: dict[str, int]) -> None:
        """Adds these rows, and how many of them lack each field."""
        labels = rows.flat["labels"]
        self._rows += len(rows)
        self._ones += labels.sum(axis=0, dtype=np.int64)
        self._missing.update(missing)
        if "days" in rows.flat and len(rows):
            days, at = np.unique(rows.flat["days"], return_inverse=True)
            self._rows_by_day.update(_by_day(days, np.bincount(at)))
            for task, ones in enumerate(self._ones_by_day):
                ones.update(_by_day(days, np.bincount(at, weights=labels[:, task])))

    def summary(self) -> SplitSummary:
        """The sums as rates."""
        days = dict(sorted(self._rows_by_day.items()))
        rates = {name: int(ones) / self._rows if self._rows else None for name, ones in self._pairs()}
        by_day = {
            name: {day: self._ones_by_day[task][day] / rows for day, rows in days.items()}
            for task, name in enumerate(self._tasks)
        }
        return SplitSummary(
            rows=self._rows,
            label_rate=rates,
            day_first=min(days) if days else None,
            day_last=max(days) if days else None,
            rows_by_day=days,
            label_rate_by_day=by_day if days else {},
            missing=dict(self._missing),
        )

    def _pairs(self) -> list[tuple[str, np.int64]]:
        return list(zip(self._tasks, self._ones, strict=True))


def missing_cells(chunk: Chunk, field: SourceField) -> np.ndarray | None:
    """bool (n,): rows whose cell is empty or an empty list; None when there are none."""
    array = chunk.column(field.column)
    gone = array.is_null()
    if is_list(array.type):
        gone = pc.or_(gone, pc.fill_null(pc.equal(pc.list_value_length(array), 0), True))
    found = np.asarray(gone.to_numpy(zero_copy_only=False), dtype=bool)
    return found if found.any() else None


def _by_day(days: np.ndarray, counts: np.ndarray) -> dict[int, int]:
    return {int(day): int(count) for day, count in zip(days, counts, strict=True)}
