"""Planted clusters and shuffled ones."""

import numpy as np
import pytest

from clicklens.analysis.gathering import gathering_of, silhouette, spread_within

CODES = np.repeat(np.arange(5), 40)


def planted(spread=0.05):
    random = np.random.default_rng(0)
    return random.normal(size=(5, 4))[CODES] * 10 + spread * random.normal(size=(200, 4))


def test_planted_clusters_are_pure():
    found = gathering_of(planted(), CODES, k=10, seed=0)
    assert found.purity == 1.0
    assert found.silhouette > 0.95
    assert (found.points, found.categories) == (200, 5)


def test_shuffled_categories_give_what_chance_gives():
    shuffled = np.random.default_rng(1).permutation(CODES)
    found = gathering_of(planted(), shuffled, k=10, seed=0)
    assert found.chance == pytest.approx(39 / 199, abs=0.01)  # others of the same category
    assert found.purity == pytest.approx(found.chance, abs=0.04)
    assert abs(found.silhouette) < 0.1


def test_the_silhouette_of_three_points_is_as_by_hand():
    points, codes = np.array([[0.0], [1.0], [4.0]]), np.array([0, 0, 1])
    assert silhouette(points, codes) == pytest.approx(((4 - 1) / 4 + (3 - 1) / 3 + 0) / 3)
    assert silhouette(points, np.arange(3)) is None


def test_too_few_categories_or_points_say_nothing():
    assert gathering_of(planted(), np.zeros(200, dtype=np.int64), k=10, seed=0) is None
    assert gathering_of(planted()[:5], CODES[::40], k=10, seed=0) is None


def test_the_spread_within_is_about_the_means_of_categories():
    values = np.array([0.0, 2.0, 10.0, 10.0])
    assert spread_within(values, np.array([0, 0, 1, 1])) == pytest.approx(np.sqrt(0.5))
