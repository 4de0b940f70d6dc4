"""Streaming: the same figures from batches, as an evaluation goes along, for the whole and for each day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clicklens.core.errors import DataError
from clicklens.metrics.rows import check_ids, check_rows
from clicklens.metrics.summary import Metrics, summarise

MOST_DAYS = 62  # a split of more days is not followed day by day: each would be a handful of rows


class MetricsAccumulator:
    """Gathers labels and logits batch by batch: 5 bytes a row, 8 more each for groups, days and weights.

    AUC needs all rows at once, so they are kept, but narrow: logits as float32 (what a model puts out), labels as
    uint8. While figures are computed, some 100 bytes a row come on top, 130 with groups, days and weights.
    """

    def __init__(self) -> None:
        self._labels = _Series(np.uint8)
        self._logits = _Series(np.float32)
        self._groups = _Series(np.int64)
        self._days = _Series(np.int64)
        self._weights = _Series(np.float64)
        self._series = {
            "labels": self._labels,
            "logits": self._logits,
            "groups": self._groups,
            "days": self._days,
            "weights": self._weights,
        }

    def __len__(self) -> int:
        return len(self._labels)

    def add(
        self,
        labels: ArrayLike,
        logits: ArrayLike,
        *,
        groups: ArrayLike | None = None,
        days: ArrayLike | None = None,
        weights: ArrayLike | None = None,
    ) -> None:
        """Takes a batch: labels, logits (B,), the user of each row as ``groups`` (B,), its day as a whole number (B,).

        ``weights`` (B,) are sampling weights, 1 for every row when not given. Raises DataError for unusable rows,
        numbered from the first row ever added, and for groups, days or weights that are given with some batches and
        not with others; a refused batch leaves nothing behind.
        """
        with np.errstate(over="ignore"):  # beyond float32 a logit becomes infinite and is refused by name
            narrow = np.asarray(logits).astype(np.float32) if _is_numeric(logits) else logits
        rows = check_rows(labels, narrow, name="logits", weights=weights, first=len(self))
        for name, values, kept in (
            ("groups", groups, self._groups),
            ("days", days, self._days),
            ("weights", weights, self._weights),
        ):
            self._refuse_change(len(rows), name, is_given=values is not None, kept=kept)
        checked_groups = None if groups is None else check_ids(groups, len(rows), name="groups")
        checked_days = None if days is None else check_ids(days, len(rows), name="days")
        self._labels.append(rows.labels)
        self._logits.append(rows.scores)
        if checked_groups is not None:
            self._groups.append(checked_groups)
        if checked_days is not None:
            self._days.append(checked_days)
        if weights is not None:
            self._weights.append(np.asarray(weights))  # as given: those of ``rows`` are scaled batch by batch

    def merge(self, other: MetricsAccumulator) -> None:
        """Takes the rows of another one behind its own: the figures are those of one that was given all of them.

        Raises DataError where only one of the two has groups, days or weights; then nothing has changed.
        """
        for name, kept in self._series.items():
            self._refuse_change(len(other), name, is_given=len(other._series[name]) > 0, kept=kept)
        for name, kept in self._series.items():
            kept.append(other._series[name].values())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that it holds by name, to be sent elsewhere and not to be changed: labels, logits, groups and so on."""
        return {name: kept.values() for name, kept in self._series.items()}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> MetricsAccumulator:
        """What ``arrays`` of another one gave."""
        made = cls()
        for name, kept in made._series.items():
            kept.append(arrays[name])
        return made

    def result(self) -> Metrics:
        """The figures over all rows so far; with none, 0 rows and no figures."""
        return self._figures(slice(None))

    def days(self) -> list[int]:
        """The days that rows are of, earliest first; empty where days were not given."""
        return [int(day) for day in np.unique(self._days.values())]

    def by_day(self) -> dict[int, Metrics]:
        """The figures of each day, earliest first; empty where days were not given."""
        days = self._days.values()
        order = np.argsort(days, kind="stable")
        found, starts = np.unique(days[order], return_index=True)
        parts = np.split(order, starts)[1:]
        return {int(day): self._figures(part) for day, part in zip(found, parts, strict=True)}

    def _figures(self, rows: NDArray[np.int64] | slice) -> Metrics:
        groups, weights = (kept.values()[rows] if len(kept) else None for kept in (self._groups, self._weights))
        return summarise(self._labels.values()[rows], self._logits.values()[rows], groups=groups, weights=weights)

    def _refuse_change(self, n: int, name: str, *, is_given: bool, kept: _Series) -> None:
        """Raises DataError where a batch of n rows has what earlier ones did not, or the other way round."""
        if len(self) and n and is_given != (len(kept) > 0):
            given, before = ("given", "missing") if is_given else ("missing", "given")
            raise DataError(f"{name} are {given} from row {len(self)} on and were {before} before: all rows or none")


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
