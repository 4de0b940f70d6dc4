"""Powers of numbers."""

import torch

from clicklens.nn import NumberPowers


def test_the_chosen_numbers_are_squared_and_their_roots_drawn():
    powers = NumberPowers(places=[0, 2])
    found = powers(torch.tensor([[0.25, 9.0, 0.81], [0.01, 9.0, 0.5]]))
    by_hand = torch.tensor([[0.0625, 0.6561, 0.5, 0.9], [0.0001, 0.25, 0.1, 0.5**0.5]])
    torch.testing.assert_close(found, by_hand)
    assert powers.width == 4


def test_the_gradient_by_a_number_is_finite_everywhere():
    x = torch.tensor([[0.0], [1e-9], [0.25], [1.0]], requires_grad=True)
    NumberPowers(places=[0])(x).sum().backward()
    assert torch.isfinite(x.grad).all()
    torch.testing.assert_close(x.grad[2:, 0], torch.tensor([2 * 0.25 + 0.5 / 0.5, 2 + 0.5]))
