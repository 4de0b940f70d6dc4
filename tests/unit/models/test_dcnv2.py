"""DCN V2: what it does and no other."""

import pytest
import torch

from clicklens.core.errors import ConfigError
from clicklens.models import DcnV2
from tests.zoo_models import made


def crossed(model, embedded):
    first = model.input(embedded)
    x = first
    for layer in model.cross.layers:
        x = first * (x @ layer.linear.weight.T + layer.linear.bias) + x
    return first, x


def test_parallel_joins_the_last_cross_layer_and_the_tower():
    model, embedded = made(DcnV2(hidden=(5,), cross_layers=2, embedding_dim=3, embedding_spread=0.5), "numbers")
    first, x = crossed(model, embedded)
    by_hand = model.output(torch.cat([x, model.tower(first)], dim=1)).squeeze(1)
    torch.testing.assert_close(model.score(embedded)["click"], by_hand)


def test_stacked_puts_the_tower_on_top():
    spec = DcnV2(structure="stacked", hidden=(5,), cross_layers=2, embedding_dim=3, embedding_spread=0.5)
    model, embedded = made(spec, "numbers")
    by_hand = model.output(model.tower(crossed(model, embedded)[1])).squeeze(1)
    torch.testing.assert_close(model.score(embedded)["click"], by_hand)


def test_cross_only_has_no_tower():
    model, embedded = made(DcnV2(structure="cross_only", cross_layers=1, embedding_dim=3), "numbers")
    torch.testing.assert_close(model.score(embedded)["click"], model.output(crossed(model, embedded)[1]).squeeze(1))
    assert list(model.taps()) == ["cross_1"]


def test_strength_between_fields_is_the_length_of_their_block():
    model, _ = made(DcnV2(hidden=(), cross_layers=2, embedding_dim=2), "numbers")
    with torch.no_grad():
        weight = model.cross.layers[0].linear.weight.zero_()  # user 2 columns, price, rating
        weight[0, 2], weight[1, 2], weight[3, 0] = 3.0, 4.0, 2.0
    found = model.cross_strengths()["cross_1"]
    assert found.fields == ("user", "price", "rating")
    torch.testing.assert_close(found.strength, torch.tensor([[0.0, 5.0, 0.0], [0.0, 0.0, 0.0], [2.0, 0.0, 0.0]]))


def test_strengths_of_a_mixture_are_the_mean_over_its_experts():
    model, _ = made(DcnV2(hidden=(), cross_layers=1, embedding_dim=2, low_rank=2, experts=3), "two tasks")
    layer = model.cross.layers[0]
    weights = [(layer.down[e] @ layer.middle[e] @ layer.up[e]).T for e in range(3)]  # U C Vᵀ
    expected = sum(weight.view(2, 2, 2, 2).square().sum((1, 3)).sqrt() for weight in weights) / 3
    torch.testing.assert_close(model.cross_strengths()["cross_1"].strength, expected.detach())


def test_experts_that_pull_against_one_another_do_not_look_weak():
    model, _ = made(DcnV2(hidden=(), cross_layers=1, embedding_dim=2, low_rank=2, experts=2), "two tasks")
    layer = model.cross.layers[0]
    with torch.no_grad():
        layer.down[1], layer.middle[1], layer.up[1] = layer.down[0], layer.middle[0], -layer.up[0]
    assert (model.cross_strengths()["cross_1"].strength > 0).all()


def test_strengths_of_a_low_rank_layer_are_those_of_its_product():
    model, _ = made(DcnV2(hidden=(), cross_layers=1, embedding_dim=2, low_rank=1), "two tasks")
    layer = model.cross.layers[0]
    with torch.no_grad():
        layer.up[0], layer.down[0] = torch.tensor([[3.0, 4.0, 0.0, 1.0]]), torch.tensor([[1.0], [0.0], [2.0], [0.0]])
    expected = torch.tensor([[5.0, 10.0], [1.0, 2.0]])  # |u_i| |v_j|
    torch.testing.assert_close(model.cross_strengths()["cross_1"].strength, expected)


def test_experts_without_a_rank_are_refused():
    with pytest.raises(ConfigError, match="several experts need low_rank"):
        DcnV2(experts=4)
