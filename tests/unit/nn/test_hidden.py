import pytest
import torch

from clicklens.nn import HiddenLayer


def test_a_layer_is_a_linear_map_and_a_cut_at_zero() -> None:
    layer = HiddenLayer(width_in=2, width=3)
    with torch.no_grad():
        layer.linear.weight.copy_(torch.tensor([[1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]))
        layer.linear.bias.copy_(torch.tensor([0.0, 0.5, -10.0]))
    assert layer(torch.tensor([[2.0, 3.0], [-1.0, 0.0]])).tolist() == [[2.0, 0.0, 0.0], [0.0, 0.5, 0.0]]


def test_weights_start_in_glorots_range_and_biases_at_zero() -> None:
    torch.manual_seed(0)
    layer = HiddenLayer(width_in=300, width=200)
    bound = (6 / (300 + 200)) ** 0.5
    assert float(layer.linear.weight.abs().max().detach()) == pytest.approx(bound, rel=1e-3)
    assert float(layer.linear.weight.std().detach()) == pytest.approx(bound / 3**0.5, rel=0.01)
    assert (layer.linear.bias == 0).all()


def test_dropout_silences_its_share_while_training_and_rests_in_eval_mode() -> None:
    torch.manual_seed(0)
    layer = HiddenLayer(width_in=1, width=1, dropout=0.25)
    with torch.no_grad():
        layer.linear.weight.fill_(1.0)
    ones = torch.ones(4000, 1)
    states = layer(ones).detach()
    assert float((states == 0).float().mean()) == pytest.approx(0.25, abs=0.03)
    assert states[states != 0].unique().tolist() == pytest.approx([4 / 3])
    assert (layer.eval()(ones) == 1).all()
