"""Tied runs: rows in order of score, where rows of equal score stand together and no order among them is invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clicklens.metrics.rows import Floats, Integers


@dataclass(frozen=True)
class TiedRuns:
    """n rows sorted by score, lowest first, cut into r runs of equal scores."""

    order: Integers  # (n,) row numbers, lowest score first
    starts: Integers  # (r,) where in ``order`` each run begins

    @property
    def sizes(self) -> Integers:
        """Rows in each run: (r,)"""
        return np.diff(self.starts, append=len(self.order))

    def sums(self, values: Floats) -> Floats:
        """Adds up a value per row (n,) over each run: (r,)"""
        sums: Floats = np.add.reduceat(values[self.order], self.starts)
        return sums

    def to_rows(self, values: Floats) -> Floats:
        """Gives each row the value of its run: (r,) -> (n,), in the rows' own order"""
        rows = np.empty(len(self.order))
        rows[self.order] = np.repeat(values, self.sizes)
        return rows


def find_tied_runs(scores: Floats) -> TiedRuns:
    """Sorts the rows by score in O(n log n); ``scores`` (n,) holds at least one."""
    order = np.argsort(scores)
    ordered = scores[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return TiedRuns(order=order, starts=starts)


def midranks(values: Floats) -> Floats:
    """Each value's place from 1 to n; equal values share the mean of their places: (n,)"""
    runs = find_tied_runs(values)
    return runs.to_rows(runs.starts + (runs.sizes + 1) / 2)
