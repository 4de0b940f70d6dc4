import numpy as np
import pytest

from clicklens.metrics.expected_loss import expected_loss


def test_it_is_the_mean_entropy_of_what_is_predicted() -> None:
    pctr = np.array([0.1, 0.5, 0.9])
    weights = np.array([0.5, 0.25, 0.25])
    entropy = -(pctr * np.log(pctr) + (1 - pctr) * np.log(1 - pctr))
    assert expected_loss(np.log(pctr / (1 - pctr)), weights) == pytest.approx(weights @ entropy)


def test_many_models_are_judged_at_once() -> None:
    logits = np.array([[0.0, 0.0], [800.0, -800.0]])
    assert expected_loss(logits, np.array([0.5, 0.5])) == pytest.approx([np.log(2), 0.0])


def test_a_diverged_model_expects_nothing() -> None:
    assert np.isnan(expected_loss(np.array([np.inf, 0.0]), np.array([0.5, 0.5])))
