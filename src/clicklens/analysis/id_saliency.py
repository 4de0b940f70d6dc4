"""Which ids of a field the model leans on: a mean for each id, drawn towards the field's own where rows are few.

A one-way random-effects model with the moments of DerSimonian and Laird (1986): an id's mean differs from the field's
by τ, a row's saliency from its id's mean by σ. An id of few rows keeps little of its own mean, so it does not come out
on top by chance.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.redraws import LEVEL
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.metrics.critical_value import normal_critical_value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class IdSaliency(Record):
    """One id of one field."""

    field: str
    value: str
    rows: int  # of the sample, that hold the id
    plain: float  # weighted mean of those rows' saliency
    saliency: Interval  # the same drawn towards the mean of the field; ids are ordered by its low end
    ratio: float  # of ``saliency`` to the field's mean


def rank_ids(
    field: str, cells: Iterable[object], saliency: Floats, weights: NDArray[np.float32], *, top: int, support: int
) -> tuple[IdSaliency, ...]:
    """The ``top`` ids of at least ``support`` rows whose rows most surely lean on the field.

    cells, saliency, weights (n,). A cell with several ids counts for each of them, once.
    """
    names, ids, rows = ids_of_rows(cells)
    if not len(names):
        return ()
    means = _IdMeans(ids, saliency[rows], weights.astype(np.float64)[rows], len(names))
    shrunk, reach = means.shrunk()
    eligible = np.flatnonzero((means.rows >= support) & (means.total > 0))
    surely = np.round(shrunk - reach, 12)[eligible]
    best = eligible[np.lexsort((-means.rows[eligible], -surely))][:top]  # of equal ones, that of most rows
    return tuple(
        IdSaliency(
            field=field,
            value=names[i],
            rows=int(means.rows[i]),
            plain=float(means.mean[i]),
            saliency=Interval(
                value=float(shrunk[i]),
                low=max(float(shrunk[i] - reach[i]), 0.0),
                high=float(shrunk[i] + reach[i]),
                level=LEVEL,
            ),
            ratio=float(shrunk[i] / means.overall) if means.overall > 0 else 1.0,
        )
        for i in best
    )


def ids_of_rows(cells: Iterable[object]) -> tuple[list[str], Integers, Integers]:
    """Names of the ids, and for every id of every row, (k,) each: its place among the names, and the row."""
    place: dict[str, int] = {}
    ids, rows = [], []
    for row, cell in enumerate(cells):
        for value in dict.fromkeys(_values_of(cell)):
            ids.append(place.setdefault(value, len(place)))
            rows.append(row)
    return list(place), np.array(ids, dtype=np.int64), np.array(rows, dtype=np.int64)


def _values_of(cell: object) -> list[str]:
    """A missing cell and an empty list hold no id."""
    if cell is None or (isinstance(cell, float) and np.isnan(cell)):
        return []
    if isinstance(cell, (list, tuple, np.ndarray)):
        return [str(value) for value in cell if value is not None]
    return [str(cell)]


class _IdMeans:
    """Weighted means by id, and how far rows and ids vary."""

    def __init__(self, ids: Integers, values: Floats, weights: Floats, count: int) -> None:
        def total(amounts: Floats) -> Floats:
            return np.bincount(ids, weights=amounts, minlength=count).astype(np.float64)

        self.rows = np.bincount(ids, minlength=count)
        self.total = total(weights)
        divisor = np.where(self.total > 0, self.total, 1.0)
        self.mean = total(weights * values) / divisor
        squares = total(weights**2)
        self.size = self.total**2 / np.where(squares > 0, squares, 1.0)  # rows that an id's mean is worth
        self.overall = float(weights @ values / weights.sum()) if weights.any() else 0.0
        self._within = float(weights @ (values - self.mean[ids]) ** 2)
        self._scale = float(weights.sum() / max(len(values), 1))  # the mean weight

    def shrunk(self) -> tuple[Floats, Floats]:
        """m_v + (m - m_v) σ² / (σ² + n_v τ²), and the reach of its interval: z sqrt(σ² τ² / (σ² + n_v τ²))."""
        row_variance, id_variance = self._variances()
        keeps = self.size * id_variance
        share = np.divide(keeps, keeps + row_variance, out=np.zeros_like(keeps), where=keeps + row_variance > 0)
        left = np.divide(row_variance * id_variance, keeps + row_variance, out=np.zeros_like(keeps), where=keeps > 0)
        return self.overall + share * (self.mean - self.overall), normal_critical_value(LEVEL) * np.sqrt(left)

    def _variances(self) -> tuple[float, float]:
        """σ² among an id's rows, τ² among ids; τ² is 0 where ids differ no more than their rows explain."""
        known = self.size > 0
        size, mean = self.size[known], self.mean[known]
        degrees = float(self.rows.sum()) - int(known.sum())
        if degrees <= 0 or self._scale == 0:  # no id has a second row: nothing tells ids from rows
            return 1.0, 0.0
        row_variance = self._within / self._scale / degrees
        centre = size @ mean / size.sum()
        spread = float(size @ (mean - centre) ** 2)
        spare = float(size.sum() - size @ size / size.sum())
        if spare <= 0:
            return row_variance, 0.0
        return row_variance, max((spread - (len(size) - 1) * row_variance) / spare, 0.0)
