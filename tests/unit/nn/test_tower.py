"""A tower of hidden layers."""

import torch

from clicklens.nn import Tower


def test_each_layer_reads_the_one_below():
    tower = Tower(width_in=2, hidden=(3, 1))
    x = torch.randn(4, 2)
    by_hand = x
    for layer in tower.layers:
        by_hand = torch.relu(by_hand @ layer.linear.weight.T + layer.linear.bias)
    torch.testing.assert_close(tower(x), by_hand)
    assert tower.width == 1


def test_a_tower_without_layers_hands_its_input_on():
    tower = Tower(width_in=2, hidden=())
    x = torch.randn(4, 2)
    assert tower.width == 2
    assert torch.equal(tower(x), x)
    assert tower.taps() == {}


def test_taps_stand_before_and_after_each_non_linearity():
    tower = Tower(width_in=2, hidden=(3, 4), batch_norm=True, activation="prelu")
    taps = tower.taps("deep")
    assert list(taps) == ["deep_1.pre", "deep_1", "deep_2.pre", "deep_2"]
    states = {}
    for name, module in taps.items():
        module.register_forward_hook(lambda _m, _i, out, name=name: states.__setitem__(name, out))
    tower(torch.randn(9, 2))
    torch.testing.assert_close(taps["deep_1"](states["deep_1.pre"]), states["deep_1"])
