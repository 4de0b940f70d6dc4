"""DCN: what it does and no other."""

import torch

from clicklens.models import Dcn
from tests.zoo_models import made


def test_cross_layers_and_tower_start_from_the_same_input_and_meet_at_the_output():
    model, embedded = made(Dcn(hidden=(5,), cross_layers=2, embedding_dim=3, embedding_spread=0.5), "numbers")
    first = model.input(embedded)
    x = first
    for layer in model.cross.layers:
        x = first * (x @ layer.weight) + layer.bias + x
    deep = model.tower(first)
    by_hand = torch.cat([x, deep], dim=1) @ model.output.weight.T + model.output.bias
    torch.testing.assert_close(model.score(embedded)["click"], by_hand.squeeze(1))


def test_taps_are_the_cross_layers_and_then_the_towers():
    model, _ = made(Dcn(hidden=(5,), cross_layers=2), "numbers")
    assert list(model.taps()) == ["cross_1", "cross_2", "layer_1.pre", "layer_1"]
