"""The cross layer of DCNv3, by hand in the paper's order of elements."""

import numpy as np
import pytest
import torch

from clicklens.nn import CrossNetwork, MaskedCross

FIELDS, DIM = 3, 4
D = FIELDS * DIM
# place of each of the paper's elements (first halves of all fields, then the second ones) in ours (field by field)
PAPER = [f * DIM + half * DIM // 2 + k for half in range(2) for f in range(FIELDS) for k in range(DIM // 2)]


def by_hand(layer, first, x):
    """The paper's layer in numpy, row by row: W, b and the gain of the norm, reordered to its letters."""
    weight = layer.linear.weight.detach().numpy().astype(np.float64)[:, PAPER]
    bias = layer.bias.detach().numpy().reshape(-1).astype(np.float64)[PAPER]
    gain, shift = (p.detach().numpy().astype(np.float64) for p in (layer.norm.weight, layer.norm.bias))
    out = np.empty(x.shape)
    for row in range(len(x)):
        x_0, x_l = first[row, PAPER].astype(np.float64), x[row, PAPER].astype(np.float64)
        h = weight @ x_l
        normed = (h - h.mean()) / np.sqrt(h.var() + 1e-5) * gain + shift
        c = np.concatenate([h, h * np.maximum(normed, 0)])
        out[row, PAPER] = (x_l if layer.growth == "exponential" else x_0) * (c + bias) + x_l
    return out


def a_layer(growth, heads=1):
    layer = MaskedCross(fields=FIELDS, dim=DIM, growth=growth, heads=heads)
    with torch.no_grad():
        layer.norm.weight.uniform_(0.5, 1.5)
        layer.norm.bias.normal_()
    return layer


@pytest.mark.parametrize("growth", ["exponential", "linear"])
def test_it_is_the_papers_formula(growth):
    torch.manual_seed(0)
    layer, first, x = a_layer(growth), torch.randn(7, D), torch.randn(7, D)
    expected = torch.from_numpy(by_hand(layer, first.numpy(), x.numpy())).float()
    torch.testing.assert_close(layer(first, x), expected)


@pytest.mark.parametrize("growth", ["exponential", "linear"])
def test_heads_cross_their_own_parts_with_the_same_weights(growth):
    torch.manual_seed(0)
    layer, first, x = a_layer(growth, heads=2), torch.randn(7, 2 * D), torch.randn(7, 2 * D)
    parts = [by_hand(layer, first[:, part].numpy(), x[:, part].numpy()) for part in (slice(0, D), slice(D, 2 * D))]
    torch.testing.assert_close(layer(first, x), torch.from_numpy(np.concatenate(parts, axis=1)).float())


@pytest.mark.parametrize(("growth", "expected"), [("exponential", 2.0**3), ("linear", 3 + 1)])
def test_orders_double_or_grow_by_one(growth, expected):
    """Without a mask and with W = 1 / D the first half of x grows with the input as a polynomial of that order."""
    layers = [MaskedCross(fields=1, dim=2, growth=growth).double() for _ in range(3)]
    for layer in layers:
        torch.nn.init.constant_(layer.linear.weight, 0.5)
        torch.nn.init.zeros_(layer.norm.weight)
        torch.nn.init.ones_(layer.norm.bias)  # m = 1: both halves alike
        torch.nn.init.zeros_(layer.bias)
    big, bigger = (CrossNetwork(layers)(torch.full((1, 2), size, dtype=torch.float64))[0, 0] for size in (1e8, 2e8))
    assert float(torch.log2(bigger / big).detach()) == pytest.approx(expected, abs=1e-6)


def test_dropout_silences_while_training_alone():
    torch.manual_seed(0)
    layer = MaskedCross(fields=1, dim=200, growth="linear", dropout=0.5)
    x = torch.ones(1, 200)
    assert 50 < int((layer(x, x) == 0).sum()) < 150
    assert not (layer.eval()(x, x) == 0).any()


def test_what_it_starts_with_is_the_authors():
    torch.manual_seed(0)
    layer = MaskedCross(fields=10, dim=10, growth="linear")
    assert layer.kernel().shape == (50, 100)
    assert layer.linear.bias is None
    low, high = (float(end) for end in layer.bias.detach().aminmax())
    assert 0 <= low < 0.1
    assert 0.9 < high < 1
