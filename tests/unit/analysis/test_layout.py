"""Layouts on a plane."""

import numpy as np
import pytest

from clicklens.analysis.layout import neighbours_needed, pca_layout, tsne_layout
from clicklens.analysis.neighbour_purity import nearest_neighbours

Floats = np.ndarray


def blobs(n: int = 90, width: int = 5) -> tuple[Floats, Floats]:
    """Three well-parted groups of rows."""
    random = np.random.default_rng(0)
    group = np.arange(n) % 3
    return (random.normal(size=(n, width)) + 12 * np.eye(3, width)[group]).astype(np.float32), group


def tsne(states: Floats, **settings: object) -> Floats:
    near = nearest_neighbours(states, neighbours_needed(len(states), 10))
    return tsne_layout(states, near, perplexity=10, seed=0, **settings)  # type: ignore[arg-type]


def test_principal_components_are_those_of_the_singular_values() -> None:
    states, _ = blobs()
    centred = states - states.mean(axis=0)
    _, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    found = pca_layout(states)
    assert np.abs(found) == pytest.approx(np.abs(centred @ axes[:2].T), rel=1e-3, abs=1e-3)
    assert found.std(axis=0) == pytest.approx(sizes[:2] / np.sqrt(90), rel=1e-4)


def test_the_signs_of_principal_components_do_not_depend_on_the_order_of_rows() -> None:
    states, _ = blobs()
    turned = np.random.default_rng(1).permutation(90)
    assert pca_layout(states[turned]) == pytest.approx(pca_layout(states)[turned], abs=1e-4)


@pytest.mark.parametrize("states", [np.zeros((9, 4)), np.ones((9, 1)), np.arange(9.0)[:, None]])
def test_layers_of_fewer_than_two_directions_have_a_layout_too(states: Floats) -> None:
    found = pca_layout(states)
    assert found.shape == (9, 2)
    assert not found[:, 1].any()
    assert np.abs(found[:, 0]) == pytest.approx(np.abs(states - states.mean(axis=0)).sum(axis=1))


def test_tsne_keeps_groups_together_and_is_the_same_twice() -> None:
    states, group = blobs()
    layout = tsne(states)
    nearest = nearest_neighbours(layout, 5).ids
    assert (group[nearest] == group[:, None]).mean() > 0.95
    assert np.array_equal(layout, tsne(states))
    assert layout.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_a_warm_start_leaves_points_where_they_were() -> None:
    states, _ = blobs()
    first = tsne(states)
    moved = states + 0.05 * np.random.default_rng(1).normal(size=states.shape).astype(np.float32)
    warm = tsne(moved, start=first)
    spread = first.std()
    assert np.sqrt(((warm - first) ** 2).mean()) < 0.5 * spread


def test_the_start_is_not_changed() -> None:
    states, _ = blobs()
    start = pca_layout(states)
    kept = start.copy()
    tsne(states, start=start)
    assert np.array_equal(start, kept)


def test_rows_in_one_place_and_few_rows_can_be_laid_out() -> None:
    states = np.repeat(np.eye(2, 3), 15, axis=0)
    assert np.isfinite(tsne(states)).all()
    few = np.random.default_rng(0).normal(size=(6, 3))
    assert np.isfinite(tsne(few)).all()
    assert neighbours_needed(6, 30) == 5
