"""Neighbour purity: how closely clicked points gather, as a number.

The mean, over clicked points, of the share of clicked ones among the k nearest. A picture of points can be read either
way; this cannot. Chance gives the share of clicks among the other points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import normal_critical_value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LEVEL = 0.95
ROWS_AT_ONCE = 256  # of the distance matrix


@dataclass(frozen=True)
class Neighbours:
    """The nearest other points of each point, nearest first."""

    ids: Integers  # (n, k), rows of the points
    distances: Floats  # (n, k), Euclidean

    def nearest(self, k: int) -> Integers:
        """(n, k)"""
        nearest: Integers = self.ids[:, :k]
        return nearest


@dataclass(frozen=True)
class Purity:
    """Σ_i l_i Σ_{j in N_k(i)} l_j / (k Σ_i l_i), and how much each point moves it."""

    value: float  # 0 to 1
    influence: Floats  # (n,), sums to 0 within each class

    def interval(self) -> Interval:
        """The purity with its interval."""
        around = _around(self.value, self.influence)
        return around.model_copy(update={"low": max(around.low, 0.0), "high": min(around.high, 1.0)})

    def less(self, other: Purity) -> Interval:
        """This purity less another of the same points elsewhere; what both share cancels."""
        return _around(self.value - other.value, self.influence - other.influence)


def purity_of(labels: NDArray[np.generic], neighbours: Integers) -> Purity:
    """labels 0 or 1 (n,), of which one is 1 at least; neighbours (n, k).

    The influence of a point is what the ratio loses without it, both as a centre and as a neighbour of others: points
    share neighbours, so their shares are not independent, and an interval that took them so would be too narrow.
    """
    clicked = labels.astype(np.float64)
    k = neighbours.shape[1]
    hits = clicked[neighbours].sum(axis=1)  # (n,), clicked ones among the neighbours
    centres = np.repeat(clicked, k)
    chosen = np.bincount(neighbours.ravel(), weights=centres, minlength=len(clicked))  # by clicked centres
    whole = k * clicked.sum()
    value = float(clicked @ hits / whole)
    lost_hits = clicked * (hits + chosen)
    lost_places = clicked * k + chosen
    influence = (lost_hits - value * lost_places) / whole
    for chosen_class in (clicked == 1, clicked == 0):  # the draw fixes how many there are of each
        influence[chosen_class] -= influence[chosen_class].mean() if chosen_class.any() else 0.0
    return Purity(value=value, influence=influence)


def nearest_neighbours(points: NDArray[np.floating], k: int, *, seed: int = 0) -> Neighbours:
    """The k nearest of points (n, H), by brute force, without the point itself; k below n.

    Points that lie in one place (a layer that is silent for many rows) are tied; which come first is drawn, so that
    the order of the rows does not decide.
    """
    order = np.random.default_rng(seed).permutation(len(points))
    x = points[order].astype(np.float64)
    x -= x.mean(axis=0)
    squares = np.einsum("nh,nh->n", x, x)
    ids = np.empty((len(x), k), dtype=np.int64)
    distances = np.empty((len(x), k))
    for first in range(0, len(x), ROWS_AT_ONCE):
        rows = np.arange(first, min(first + ROWS_AT_ONCE, len(x)))
        gaps = np.maximum(squares[rows, None] + squares - 2 * (x[rows] @ x.T), 0.0)  # (rows, n)
        gaps[rows - first, rows] = np.inf
        near = np.argpartition(gaps, k - 1, axis=1)[:, :k]
        near = np.take_along_axis(near, np.argsort(np.take_along_axis(gaps, near, axis=1), axis=1, kind="stable"), 1)
        ids[order[rows]] = order[near]
        distances[order[rows]] = np.sqrt(np.take_along_axis(gaps, near, axis=1))
    return Neighbours(ids=ids, distances=distances)


def _around(value: float, influence: Floats) -> Interval:
    """The infinitesimal jackknife: variance n / (n - 1) Σ u²."""
    n = len(influence)
    error = float(np.sqrt(n / (n - 1) * (influence @ influence)))
    reach = normal_critical_value(LEVEL) * error
    return Interval(value=value, low=value - reach, high=value + reach, level=LEVEL)
