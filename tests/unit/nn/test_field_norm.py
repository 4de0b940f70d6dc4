"""Layer normalisation of each field by itself."""

import torch

from clicklens.nn import FieldNorm


def test_each_vector_has_mean_nought_and_deviation_one_before_gain_and_shift():
    norm = FieldNorm(fields=2, dim=3)
    vectors = torch.tensor([[[1.0, 2.0, 3.0], [100.0, 100.0, 400.0]]])
    by_hand = torch.tensor([[[-(1.5**0.5), 0.0, 1.5**0.5], [-(0.5**0.5), -(0.5**0.5), 2.0**0.5]]])
    torch.testing.assert_close(norm(vectors), by_hand, rtol=1e-4, atol=1e-4)


def test_gain_and_shift_are_each_fields_own():
    norm = FieldNorm(fields=2, dim=2)
    with torch.no_grad():
        norm.gain.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
        norm.shift.copy_(torch.tensor([[10.0, 20.0], [30.0, 40.0]]))
    found = norm(torch.tensor([[[-5.0, 5.0], [-5.0, 5.0]]]))
    torch.testing.assert_close(found, torch.tensor([[[9.0, 22.0], [27.0, 44.0]]]), rtol=1e-4, atol=1e-4)


def test_a_vector_of_zeros_gives_the_shift():
    norm = FieldNorm(fields=1, dim=3)
    assert torch.equal(norm(torch.zeros(2, 1, 3)), torch.zeros(2, 1, 3))
