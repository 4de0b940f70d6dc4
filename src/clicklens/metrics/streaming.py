"""Streaming: the same figures from batches, as an evaluation goes along, for the whole and for each day."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clicklens.core.errors import DataError
from clicklens.metrics.rows import check_ids, check_rows
from clicklens.metrics.summary import Metrics, summarise


class MetricsAccumulator:
    """Gathers labels and logits batch by batch: 5 bytes a row, 8 more each for groups and days.

    AUC needs all rows at once, so they are kept, but narrow: logits as float32 (what a model puts out), labels as
    uint8.
    """

    def __init__(self) -> None:
        self._labels = _Series(np.uint8)
        self._logits = _Series(np.float32)
        self._groups = _Series(np.int64)
        self._days = _Series(np.int64)

    def __len__(self) -> int:
        return len(self._labels)

    def add(
        self,
        labels: ArrayLike,
        logits: ArrayLike,
        *,
        groups: ArrayLike | None = None,
        days: ArrayLike | None = None,
    ) -> None:
        """Takes a batch: labels, logits (B,), the user of each row as ``groups`` (B,), its day as a whole number (B,).

        Raises DataError for unusable rows, numbered from the first row ever added, and for groups or days that are
        given with some batches and not with others; a refused batch leaves nothing behind.
        """
        with np.errstate(over="ignore"):  # beyond float32 a logit becomes infinite and is refused by name
            narrow = np.asarray(logits).astype(np.float32) if _is_numeric(logits) else logits
        rows = check_rows(labels, narrow, name="logits", first=len(self))
        checked_groups = self._check_optional(groups, len(rows), self._groups, "groups")
        checked_days = self._check_optional(days, len(rows), self._days, "days")
        self._labels.append(rows.labels)
        self._logits.append(rows.scores)
        if checked_groups is not None:
            self._groups.append(checked_groups)
        if checked_days is not None:
            self._days.append(checked_days)

    def result(self) -> Metrics:
        """The figures over all rows so far; with none, 0 rows and no figures."""
        groups = self._groups.values() if len(self._groups) else None
        return summarise(self._labels.values(), self._logits.values(), groups=groups)

    def by_day(self) -> dict[int, Metrics]:
        """The figures of each day, earliest first; empty where days were not given."""
        days = self._days.values()
        order = np.argsort(days, kind="stable")
        labels, logits = self._labels.values(), self._logits.values()
        groups = self._groups.values() if len(self._groups) else None
        found, starts = np.unique(days[order], return_index=True)
        parts = np.split(order, starts)[1:]
        return {
            int(day): summarise(labels[part], logits[part], groups=None if groups is None else groups[part])
            for day, part in zip(found, parts, strict=True)
        }

    def _check_optional(self, values: ArrayLike | None, n: int, kept: _Series, name: str) -> NDArray[np.int64] | None:
        if len(self) and n and (values is None) != (len(kept) == 0):
            given, before = ("missing", "given") if values is None else ("given", "missing")
            raise DataError(f"{name} are {given} from row {len(self)} on and were {before} before: all rows or none")
        return None if values is None else check_ids(values, n, name=name)


class _Series:
    """Numbers of one type that arrive in pieces; reading joins the pieces and lets go of them."""

    def __init__(self, dtype: type[np.generic]) -> None:
        self._dtype = dtype
        self._pieces: list[NDArray[Any]] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, values: NDArray[Any]) -> None:
        self._pieces.append(values.astype(self._dtype))
        self._length += len(values)

    def values(self) -> NDArray[Any]:
        self._pieces = [np.concatenate([np.empty(0, self._dtype), *self._pieces])]
        return self._pieces[0]


def _is_numeric(values: ArrayLike) -> bool:
    return np.asarray(values).dtype.kind in "biuf"
