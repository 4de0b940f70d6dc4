"""Lasso: which points lie inside a line that was drawn around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def inside_polygon(x: Floats, y: Floats, corners: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    """x, y (n,) -> (n,) whether a ray from the point crosses the line an odd number of times.

    The line closes itself. Where it crosses itself, what it goes around twice is outside. A point on an edge is inside
    where the polygon lies above or to the right of it, so that polygons that share an edge share no point.
    """
    polygon = np.asarray(corners, dtype=np.float64)
    (left, low), (right, high) = polygon.min(axis=0), polygon.max(axis=0)
    near = np.flatnonzero((x >= left) & (x <= right) & (y >= low) & (y <= high))  # most points are far from a lasso
    found = np.zeros(len(x), dtype=bool)
    found[near] = _odd_crossings(x[near], y[near], polygon)
    return found


def _odd_crossings(x: Floats, y: Floats, polygon: Floats) -> NDArray[np.bool_]:
    inside = np.zeros(len(x), dtype=bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        spans = (y0 > y) != (y1 > y)
        inside ^= spans & (x < x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    return inside
