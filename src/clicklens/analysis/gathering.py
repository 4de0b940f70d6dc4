"""How closely points of one category gather, as numbers: neighbour purity against chance, and the silhouette.

purity     = mean over points of the share of its k nearest that are of its category
chance     = the same with the categories dealt out anew, many times
silhouette = mean of (b - a) / max(a, b), a the mean distance to its own category, b to the nearest other
             (Rousseeuw 1987), -1 to 1
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.neighbour_purity import nearest_neighbours
from clicklens.core.record import Record

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

DEALT = 200  # times that categories are dealt out anew


class Gathering(Record):
    """What the points of n ids with a category say."""

    points: int
    categories: int
    k: int
    purity: float  # 0 to 1
    chance: float  # what dealt-out categories give on average
    chance_high: float  # 97.5% of what they give lies below
    silhouette: float | None  # None where no category has two points


def gathering_of(points: NDArray[np.floating], categories: Integers, *, k: int, seed: int) -> Gathering | None:
    """points (n, D), categories (n,), from 0. None where there are fewer than two categories, or not k others."""
    names, codes = np.unique(categories, return_inverse=True)
    if len(names) < 2 or len(codes) <= k:
        return None
    near = nearest_neighbours(points, k, seed=seed).ids  # (n, k)
    random = np.random.default_rng(seed)
    dealt = np.array([_purity(random.permutation(codes), near) for _ in range(DEALT)])
    return Gathering(
        points=len(codes),
        categories=len(names),
        k=k,
        purity=_purity(codes, near),
        chance=float(dealt.mean()),
        chance_high=float(np.quantile(dealt, 0.975)),
        silhouette=silhouette(points, codes),
    )


def _purity(codes: Integers, near: Integers) -> float:
    return float((codes[near] == codes[:, None]).mean())


def silhouette(points: NDArray[np.floating], codes: Integers) -> float | None:
    """points (n, D), codes (n,) from 0 without a gap; a point alone in its category counts as 0."""
    sizes = np.bincount(codes)
    if sizes.max() < 2:
        return None
    x = points.astype(np.float64)
    squares = np.einsum("nd,nd->n", x, x)
    gaps = np.sqrt(np.maximum(squares[:, None] + squares - 2 * (x @ x.T), 0.0))  # (n, n)
    np.fill_diagonal(gaps, 0.0)
    member = np.eye(len(sizes))[codes]  # (n, C)
    sums = gaps @ member  # (n, C)
    own = sizes[codes]
    inside = sums[np.arange(len(codes)), codes] / np.maximum(own - 1, 1)
    means = sums / sizes
    means[np.arange(len(codes)), codes] = np.inf
    outside = means.min(axis=1)
    greater = np.maximum(inside, outside)
    width = np.divide(outside - inside, greater, out=np.zeros(len(codes)), where=greater > 0)
    return float(np.where(own > 1, width, 0.0).mean())


def spread_within(values: Floats, codes: Integers) -> float:
    """The standard deviation about the mean of each value's category."""
    means = np.bincount(codes, weights=values) / np.maximum(np.bincount(codes), 1)
    return float(np.sqrt(((values - means[codes]) ** 2).mean()))
