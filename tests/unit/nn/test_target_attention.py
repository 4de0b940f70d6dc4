"""Target attention against loops over rows and positions."""

import pytest
import torch

from clicklens.nn import TargetAttention

B, L, D = 4, 5, 3


def sequences():
    """Row 0 is full, row 1 has a hole, row 2 is short, row 3 is empty."""
    draw = torch.Generator().manual_seed(3)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]).bool()
    keys = torch.randn(B, L, D, generator=draw) * mask.unsqueeze(-1)
    return keys, torch.randn(B, D, generator=draw), mask


def unit(**settings):
    torch.manual_seed(0)
    return TargetAttention(dim=D, hidden=(4,), **settings)


def score_by_hand(attention, e, v):
    """One pair, in the letters of the paper; PReLU between the two layers."""
    if attention.interaction == "product":
        pair = torch.cat([e, e - v, e * v, v])
    else:
        pair = torch.cat([e, torch.stack([e[i] * v[j] for i in range(D) for j in range(D)]), v])
    layer = attention.unit.layers[0]
    hidden = layer.linear.weight @ pair + layer.linear.bias
    hidden = torch.where(hidden > 0, hidden, layer.activation.weight * hidden)
    return attention.output.weight[0] @ hidden + attention.output.bias[0]


@pytest.mark.parametrize("interaction", ["product", "outer"])
def test_behaviours_are_summed_by_raw_weights(interaction):
    attention = unit(activation="prelu", interaction=interaction)
    keys, query, mask = sequences()
    expected = torch.zeros(B, D)
    for row in range(B):
        for position in range(L):
            if mask[row, position]:
                e = keys[row, position]
                expected[row] += score_by_hand(attention, e, query[row]) * e
    torch.testing.assert_close(attention(keys, query, mask), expected)


def test_with_softmax_weights_are_shares_of_the_scaled_scores():
    attention = unit(activation="prelu", softmax=True)
    keys, query, mask = sequences()
    expected = torch.zeros(B, D)
    for row in range(B):
        held = [keys[row, position] for position in range(L) if mask[row, position]]
        raw = [torch.exp(score_by_hand(attention, e, query[row]) / D**0.5) for e in held]
        for weight, e in zip(raw, held, strict=True):
            expected[row] += weight / sum(raw) * e
    torch.testing.assert_close(attention(keys, query, mask), expected)


@pytest.mark.parametrize("softmax", [False, True])
def test_weights_stand_where_ids_stand_and_nowhere_else(softmax):
    attention = unit(softmax=softmax).eval()
    keys, query, mask = sequences()
    seen = []
    attention.weights.register_forward_hook(lambda _module, _in, out: seen.append(out.detach()))
    out = attention(keys, query, mask)
    (weights,) = seen
    assert weights.shape == (B, L)
    assert ((weights != 0) == mask).all()
    torch.testing.assert_close(torch.einsum("bl,bld->bd", weights, keys), out.detach())
    if softmax:
        torch.testing.assert_close(weights.sum(1), torch.tensor([1.0, 1.0, 1.0, 0.0]))
    assert out[3].tolist() == [0.0] * D


def test_padding_does_not_enter_what_dice_averages_over():
    keys, query, mask = sequences()
    narrow, wide = unit(), unit()
    narrow(keys, query, mask)
    padding = torch.zeros(B, 30, D)
    wide(torch.cat([keys, padding], 1), query, torch.cat([mask, torch.zeros(B, 30).bool()], 1))
    ours, theirs = (one.unit.layers[0].activation.mean for one in (narrow, wide))
    assert torch.equal(ours, theirs)


def test_before_training_a_history_is_its_sum():
    attention = unit(activation="prelu")
    keys, query, mask = (0.01 * torch.randn(200, 6, D), 0.01 * torch.randn(200, D), torch.ones(200, 6).bool())
    torch.testing.assert_close(attention(keys, query, mask), keys.sum(1), rtol=0.1, atol=0.002)


@pytest.mark.parametrize("softmax", [False, True])
def test_nothing_in_any_row_gives_zeros_and_finite_gradients(softmax):
    attention = unit(softmax=softmax)
    keys = torch.zeros(2, 3, D, requires_grad=True)
    out = attention(keys, torch.randn(2, D), torch.zeros(2, 3).bool())
    out.sum().backward()
    assert (out == 0).all()
    assert all(torch.isfinite(parameter.grad).all() for parameter in attention.parameters())
    assert torch.isfinite(keys.grad).all()


def test_an_empty_batch_is_taken():
    assert unit()(torch.zeros(0, 2, D), torch.zeros(0, D), torch.zeros(0, 2).bool()).shape == (0, D)
