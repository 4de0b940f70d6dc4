"""The rows over which weights are looked at, and means over some of them with their intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.live import Live
from clicklens.analysis.redraws import Redraws, interval_of
from clicklens.core.errors import ConfigError
from clicklens.core.interval import Interval
from clicklens.data.batch import Batch

Floats = NDArray[np.float64]

FEWEST = 20  # rows, below which nothing is told of them
REDRAWN = 200  # samples that an interval stands on
MOST_ROWS = 20_000


class AttentionRows:
    """The rows that are looked at: of one split, with what each weighs and whose it is."""

    def __init__(self, live: Live, split: str, rows: NDArray[np.int64]) -> None:
        """``rows``: places in the split. Raises NotFoundError for an unknown split."""
        encoded = live.dataset.split(split)
        self.split = split
        self.batch: Batch = encoded.batch(rows)
        given = encoded.weights
        self.weights: NDArray[np.float32] = (
            np.ones(len(rows), np.float32) if given is None else np.asarray(given[rows], np.float32)
        )
        groups = encoded.groups
        self.groups: NDArray[np.int64] | None = None if groups is None else np.asarray(groups[rows], np.int64)
        self.clicked: NDArray[np.bool_] = self.batch.labels[live.task].numpy() > 0

    def redraws(self, rows: NDArray[np.bool_], *, seed: int) -> Redraws:
        """The chosen rows drawn anew, whole users where they are known."""
        groups = None if self.groups is None else self.groups[rows]
        return Redraws(self.weights[rows], groups=groups, draws=REDRAWN, seed=seed)

    def means(self, values: Floats, rows: NDArray[np.bool_], *, seed: int) -> list[Interval | None]:
        """values (B, K) over the chosen rows -> K means; None of too few rows"""
        if rows.sum() < FEWEST:
            return [None] * values.shape[1]
        found = self.redraws(rows, seed=seed).means(values[rows])
        return [interval_of(found[:, place]) for place in range(values.shape[1])]


def chosen_rows(live: Live, split: str, kept: NDArray[np.int64] | None, *, rows: int, seed: int) -> AttentionRows:
    """At most ``rows`` of the split, drawn; of the examples that a snapshot kept, where it did (ids, ascending).

    Raises ConfigError for a number of rows that is none.
    """
    if not 1 <= rows <= MOST_ROWS:
        raise ConfigError(f"attention: {rows:,} rows are asked for; 1 to {MOST_ROWS:,} can be")
    encoded = live.dataset.split(split)
    places = np.arange(len(encoded)) if kept is None else np.searchsorted(encoded.example_ids, kept)
    if len(places) > rows:
        places = np.sort(np.random.default_rng(seed).choice(places, rows, replace=False))
    return AttentionRows(live, split, places.astype(np.int64))
