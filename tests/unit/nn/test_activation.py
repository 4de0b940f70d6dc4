"""Non-linearities by name."""

import pytest
import torch

from clicklens.nn import build_activation

IN = torch.tensor([[-2.0, 0.0, 2.0]])


@pytest.mark.parametrize(
    ("kind", "out"),
    [
        ("relu", [0.0, 0.0, 2.0]),
        ("prelu", [-0.5, 0.0, 2.0]),
        ("dice", [-0.2384, 0.0, 1.7616]),  # its first batch is one row, so it reads it by mean 0 and variance 1
        ("sigmoid", [0.1192, 0.5, 0.8808]),
        ("tanh", [-0.964, 0, 0.964]),
    ],
)
def test_each_name_gives_its_function(kind, out):
    torch.testing.assert_close(build_activation(kind, width=3)(IN), torch.tensor([out]), rtol=1e-3, atol=1e-3)


def test_prelu_learns_a_slope_for_each_neuron():
    (slope,) = build_activation("prelu", width=5).parameters()
    assert slope.shape == (5,)
