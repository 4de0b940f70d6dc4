"""Purity against truths that can be worked out, and its intervals against repeated draws."""

import numpy as np
import pytest

from clicklens.analysis.layout import neighbours_needed, tsne_layout
from clicklens.analysis.neighbour_purity import Purity, nearest_neighbours, purity_of

HALF = np.arange(300) < 150


def drawn(random: np.random.Generator, distance: float, width: int = 2) -> tuple[np.ndarray, Purity]:
    """150 clicked and 150 other points, normal around centres ``distance`` apart."""
    points = random.normal(size=(300, width)) + distance * HALF[:, None] * np.eye(1, width)
    return points, purity_of(HALF, nearest_neighbours(points, 10).ids)


def test_without_signal_purity_is_the_share_of_clicks_among_the_others() -> None:
    random = np.random.default_rng(0)
    values = [drawn(random, 0.0)[1].value for _ in range(60)]
    assert np.mean(values) == pytest.approx(149 / 299, abs=0.01)


def test_with_signal_purity_is_the_mean_posterior_of_clicked_points() -> None:
    """On a line with centres 2 apart: E[p(x) | clicked], p the posterior, by numerical integration."""
    random = np.random.default_rng(0)
    clicked = np.arange(4000) < 2000
    points = random.normal(size=4000) + 2.0 * clicked
    grid = np.linspace(-6, 8, 20001)
    near, far = np.exp(-((grid - 2) ** 2) / 2), np.exp(-(grid**2) / 2)
    truth = float((near * near / (near + far)).sum() / near.sum())
    found = purity_of(clicked, nearest_neighbours(points[:, None], 10).ids)
    assert found.value == pytest.approx(truth, abs=0.015)


@pytest.mark.parametrize("distance", [0.0, 1.0, 3.0])
def test_intervals_hold_the_mean_of_many_draws_at_least_so_often_and_are_not_idle(distance: float) -> None:
    random = np.random.default_rng(1)
    found = [drawn(random, distance)[1] for _ in range(150)]
    truth = np.mean([purity.value for purity in found])
    held = np.mean([purity.interval().low <= truth <= purity.interval().high for purity in found])
    spread = np.std([purity.value for purity in found])
    width = np.mean([purity.interval().high - purity.interval().low for purity in found]) / (2 * 1.96)
    assert held >= 0.93
    assert width < 1.6 * spread


def test_the_difference_of_two_equally_good_layers_holds_nothing_that_often() -> None:
    random = np.random.default_rng(2)
    held = 0
    for _ in range(100):
        hidden = random.normal(size=(300, 2)) + 1.5 * HALF[:, None]
        layers = [hidden + 0.5 * random.normal(size=hidden.shape) for _ in range(2)]
        one, other = (purity_of(HALF, nearest_neighbours(layer, 10).ids) for layer in layers)
        held += not one.less(other).excludes_zero
    assert held >= 93


def test_a_map_keeps_most_of_the_purity_of_well_parted_rows() -> None:
    points, inside = drawn(np.random.default_rng(3), 6.0, width=8)
    near = nearest_neighbours(points, neighbours_needed(300, 15))
    layout = tsne_layout(points, near, perplexity=15, seed=0)
    assert inside.value > 0.98
    assert purity_of(HALF, nearest_neighbours(layout, 10).ids).value > 0.95
