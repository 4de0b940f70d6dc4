import numpy as np
import pytest
from scipy.special import expit, logit

from clicklens.data.simulate.intercept import intercept_for


def test_without_effects_it_is_the_logit_of_the_rate() -> None:
    assert intercept_for(np.zeros(10), 0.2) == pytest.approx(logit(0.2))


def test_the_mean_probability_is_the_rate() -> None:
    effects = np.random.default_rng(0).normal(0, 2, 1000)
    assert expit(effects + intercept_for(effects, 0.08)).mean() == pytest.approx(0.08)
