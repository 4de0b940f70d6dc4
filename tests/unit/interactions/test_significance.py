"""More often than by chance."""

import numpy as np
import pytest
from scipy.stats import binomtest

from clicklens.interactions.significance import holm, sign_test


def test_the_sign_test_is_the_exact_binomial_one():
    here = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 0], [1, 0, 0], [0, 1, 0]], dtype=bool)
    chance = np.array([[0, 1, 0], [0, 1, 0], [0, 0, 0], [1, 0, 0], [1, 0, 0]], dtype=bool)
    expected = [binomtest(3, 4, alternative="greater").pvalue, binomtest(2, 3, alternative="greater").pvalue, 1.0]
    assert sign_test(here, chance) == pytest.approx(expected)


def test_holm_by_hand():
    """Of 4 tests: 0.01 · 4, then 0.02 · 3 = 0.06, then 0.03 · 2 = 0.06; never below an earlier one, never above 1."""
    assert holm(np.array([0.03, 0.01, 0.02]), 4) == pytest.approx([0.06, 0.04, 0.06])
    assert holm(np.array([0.5, 0.6]), 2) == pytest.approx([1.0, 1.0])


def test_where_nothing_acts_together_one_set_in_twenty_samples_is_let_through_at_most():
    """300 samples of 60 instances and 25 sets, each set as likely in the one as in the other, some of them always."""
    random = np.random.default_rng(0)
    wrong = 0
    for _ in range(300):
        likely = random.choice([0.02, 0.3, 0.9], 25)
        here, chance = (random.random((60, 25)) < likely for _ in range(2))
        wrong += bool((holm(sign_test(here, chance), 25) < 0.05).any())
    assert wrong <= 0.05 * 300


def test_a_set_that_is_found_far_more_often_is_told():
    random = np.random.default_rng(0)
    here, chance = random.random((60, 25)) < 0.3, random.random((60, 25)) < 0.3
    here[:, 4] = random.random(60) < 0.8
    p = holm(sign_test(here, chance), 500)
    assert np.flatnonzero(p < 0.05).tolist() == [4]
