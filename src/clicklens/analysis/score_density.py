"""How scores are spread, clicked rows apart from the others, on one grid for all splits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clicklens.analysis.score_estimate import Floats, ScoredRows
from clicklens.core.record import Record

BINS = 25
LEAST = 1e-4  # pctr / average click rate; rows below lie in the first bin
LOG_FROM = 20.0  # largest over smallest ratio from which the grid is even in its logarithm


class ClassDensity(Record):
    """The rows of one class in one split; the bins' densities times their widths sum to 1."""

    split: str
    clicked: bool
    rows: int
    density: tuple[float, ...]  # share of the class a unit of log10(ratio), or of the ratio on an even grid


class ScoreDensity(Record):
    """Density of pctr / average click rate of the training set (DeepInsight, arXiv:1806.08541)."""

    base_rate: float  # what pctr is divided by: clicks a row of the training set; 1 where that is 0 or unknown
    is_log: bool  # whether ``edges`` are even in the logarithm
    edges: tuple[float, ...]  # of pctr / base_rate; one more than bins
    classes: tuple[ClassDensity, ...]  # a class without rows is left out


def score_density(parts: Mapping[str, ScoredRows], base_rate: float | None) -> ScoreDensity:
    """One density for each split and class, rows counted by their weights."""
    base = base_rate or 1.0
    ratios = {split: np.maximum(rows.pctr / base, LEAST) for split, rows in parts.items()}
    edges, is_log = _grid(np.concatenate(list(ratios.values())))
    classes = [
        ClassDensity(
            split=split,
            clicked=label == 1,
            rows=int((rows.labels == label).sum()),
            density=_density(ratios[split][rows.labels == label], rows.weights[rows.labels == label], edges, is_log),
        )
        for split, rows in parts.items()
        for label in (1, 0)
        if rows.weights[rows.labels == label].any()
    ]
    return ScoreDensity(base_rate=base, is_log=is_log, edges=tuple(edges.tolist()), classes=tuple(classes))


def _grid(ratios: Floats) -> tuple[Floats, bool]:
    low, high = float(ratios.min()), float(ratios.max())
    if high <= low:
        low, high = low / 2, low * 2
    if high / low < LOG_FROM:
        return np.linspace(low, high, BINS + 1), False
    edges = np.geomspace(low, high, BINS + 1)
    edges[0], edges[-1] = low, high  # rounding must leave no row outside
    return edges, True


def _density(ratios: Floats, weights: Floats, edges: Floats, is_log: bool) -> tuple[float, ...]:
    share = np.histogram(ratios, bins=edges, weights=weights)[0] / weights.sum()
    width = np.diff(np.log10(edges)) if is_log else np.diff(edges)
    return tuple((share / width).tolist())
