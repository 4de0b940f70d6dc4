"""Dice, by hand."""

import numpy as np
import pytest
import torch

from clicklens.nn import Dice


def dice_by_hand(s, mean, variance, alpha):
    p = 1 / (1 + np.exp(-(s - mean) / np.sqrt(variance + 1e-8)))
    return p * s + (1 - p) * alpha * s


def with_slopes(*slopes):
    dice = Dice(len(slopes))
    with torch.no_grad():
        dice.alpha.copy_(torch.tensor(slopes))
    return dice


def test_while_training_it_bends_at_the_mean_of_the_batch():
    s = np.array([[1.0, -4.0], [2.0, 0.0], [6.0, 1.0]])
    expected = dice_by_hand(s, s.mean(0), s.var(0), np.array([0.5, -0.2]))
    out = with_slopes(0.5, -0.2)(torch.tensor(s, dtype=torch.float32))
    torch.testing.assert_close(out, torch.tensor(expected, dtype=torch.float32))


def test_otherwise_it_bends_at_the_moving_average():
    dice = with_slopes(0.25)
    for value in (4.0, 8.0):
        dice(torch.tensor([[value - 1], [value + 1]]))
    mean = 0.9 * (0.9 * 0 + 0.1 * 4) + 0.1 * 8
    variance = 0.9 * (0.9 * 1 + 0.1 * 2) + 0.1 * 2  # what moves is the variance that a sample speaks for, 2 of 3 and 5
    s = np.array([[3.0], [-1.0]])
    expected = torch.tensor(dice_by_hand(s, mean, variance, 0.25), dtype=torch.float32)
    torch.testing.assert_close(dice.eval()(torch.tensor(s, dtype=torch.float32)), expected)


def test_one_row_is_read_by_the_moving_averages_and_leaves_them():
    dice = with_slopes(0.0)
    out = dice(torch.tensor([[2.0]]))
    assert float(out.detach()) == pytest.approx(float(dice_by_hand(2.0, 0.0, 1.0, 0.0)))
    assert dice.mean.tolist() == [0.0]


@pytest.mark.parametrize("training", [True, False])
def test_no_rows_give_no_rows(training):
    assert Dice(3).train(training)(torch.zeros(0, 3)).shape == (0, 3)


@pytest.mark.parametrize("value", [0.0, 1.0, 12_345.678, -1e6])
def test_a_neuron_that_says_the_same_of_every_row_is_halved_and_its_gradient_is_finite(value):
    s = torch.full((7, 1), value, requires_grad=True)
    out = Dice(1)(s)
    torch.testing.assert_close(out, s.detach() / 2, rtol=0.01, atol=0.0)
    out.sum().backward()
    assert torch.isfinite(s.grad).all()


def test_far_from_the_mean_it_is_prelu():
    dice = with_slopes(0.1).eval()
    torch.testing.assert_close(dice(torch.tensor([[50.0], [-50.0]])), torch.tensor([[50.0], [-5.0]]))


def test_slopes_start_at_zero_and_there_is_one_for_each_neuron():
    assert Dice(4).alpha.tolist() == [0.0] * 4
    assert all(value.ndim == 1 for value in Dice(4).state_dict().values())
