"""Layouts: many-dimensional states as points on a plane, by principal components at once or by t-SNE with patience."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.neighbour_purity import Neighbours

Floats = NDArray[np.float64]

SMALL = 1e-4  # the spread that t-SNE starts from
EXAGGERATED, PLAIN, FROM_FORMER = 250, 500, 250  # steps of descent


def pca_layout(states: NDArray[np.floating]) -> Floats:
    """states (n, H) -> (n, 2), the two directions of greatest variance; signs so that the greatest loading is positive.

    A direction that does not vary is all zeros.
    """
    x = states.astype(np.float64)
    x -= x.mean(axis=0)
    variances, axes = np.linalg.eigh(x.T @ x / len(x))  # ascending
    axes = axes[:, ::-1][:, :2]
    axes *= np.sign(axes[np.argmax(np.abs(axes), axis=0), np.arange(axes.shape[1])])
    points = x @ axes  # (n, 2), or (n, 1) of a single neuron
    points[:, variances[::-1][: points.shape[1]] <= 1e-12 * max(variances[-1], 1e-300)] = 0.0
    layout: Floats = np.pad(points, [(0, 0), (0, 2 - points.shape[1])])
    return layout


def neighbours_needed(n: int, perplexity: float) -> int:
    """How many neighbours t-SNE looks at: three times the perplexity, as far as there are points."""
    return max(min(n - 1, int(3 * perplexity)), 1)


def tsne_layout(
    states: NDArray[np.floating], neighbours: Neighbours, *, perplexity: float, seed: int, start: Floats | None = None
) -> Floats:
    """states (n, H) with the neighbours that ``neighbours_needed`` asks for -> (n, 2).

    From the principal components, or from ``start``: the layout of the same points one layer below or one snapshot
    ago, then without early exaggeration, so that points stay where they were unless the states say otherwise (Poličar
    et al. 2024). One thread and a fixed seed: the same states give the same layout.
    """
    from openTSNE import TSNEEmbedding  # here, because it loads for a second that other analyses need not wait
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    found = PrecomputedNeighbors(neighbours.ids, neighbours.distances)
    affinities = PerplexityBasedNN(
        knn_index=found, perplexity=min(perplexity, neighbours.ids.shape[1] / 3), n_jobs=1, random_state=seed
    )
    is_cold = start is None or not start.any()
    first = _small(pca_layout(states), seed) if start is None or is_cold else start.copy()
    layout = TSNEEmbedding(first, affinities, random_state=seed, n_jobs=1)
    if is_cold:
        layout.optimize(n_iter=EXAGGERATED, exaggeration=12, momentum=0.8, inplace=True)
    layout.optimize(n_iter=PLAIN if is_cold else FROM_FORMER, momentum=0.8, inplace=True)
    points = np.array(layout, dtype=np.float64)
    centred: Floats = points - points.mean(axis=0)
    return centred


def _small(points: Floats, seed: int) -> Floats:
    """Shrunk to a small spread, with a jitter that parts points of one place."""
    spread = points[:, 0].std()
    shrunk = points * (SMALL / spread if spread > 0 else 0.0)
    small: Floats = shrunk + np.random.default_rng(seed).normal(scale=SMALL / 100, size=points.shape)
    return small
