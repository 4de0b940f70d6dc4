import pytest
import torch
from pydantic import ValidationError
from torch import nn

from clicklens.models import CtrModel, Gwen, build_model, embedding_parameters
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

EVERYTHING = SCHEMAS["everything"]


def build(**settings: object) -> CtrModel:
    torch.manual_seed(0)
    return build_model(Gwen.model_validate(settings), schema=EVERYTHING, table_sizes=sizes_of(EVERYTHING)).eval()


def test_the_defaults_are_the_papers() -> None:
    spec = Gwen()
    assert (spec.hidden, spec.embedding_dim, spec.dropout, spec.bias_field) == ((256, 128, 64, 32), 8, 0.0, None)


@pytest.mark.parametrize(
    "settings",
    [
        {"hidden": [0]},
        {"embedding_dim": 0},
        {"dropout": 1.0},
        {"dropout": -0.1},
        {"embedding_spread": 0},
        {"layers": 1},
    ],
)
def test_settings_out_of_range_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Gwen.model_validate(settings)


def test_taps_are_both_sides_of_every_layer() -> None:
    taps = build(hidden=(6, 5)).taps()
    assert list(taps) == ["layer_1.pre", "layer_1", "layer_2.pre", "layer_2"]
    assert [type(module) for module in taps.values()] == [nn.Linear, nn.ReLU, nn.Linear, nn.ReLU]


def test_without_hidden_layers_it_is_linear_in_its_vectors() -> None:
    model = build(hidden=())
    assert model.taps() == {}
    embedded = model.embed(batch_of(EVERYTHING))
    zero = model.score(embedded.map(torch.zeros_like))["click"]
    once, twice = model.score(embedded)["click"], model.score(embedded.map(lambda tensor: 2 * tensor))["click"]
    torch.testing.assert_close(twice - zero, 2 * (once - zero))


def test_dropout_makes_training_random_and_leaves_eval_alone() -> None:
    batch = batch_of(EVERYTHING)
    model, plain = build(dropout=0.5), build()
    assert torch.equal(model(batch)["click"], plain(batch)["click"])
    model.train()
    assert not torch.equal(model(batch)["click"], model(batch)["click"])


def test_a_bias_field_is_no_input_of_the_tower() -> None:
    with_vector, with_bias = build(hidden=(4,)), build(hidden=(4,), bias_field="user")
    widths = [model.get_submodule("layers.0.linear").weight.shape[1] for model in (with_vector, with_bias)]  # type: ignore[union-attr]
    assert widths[0] - widths[1] == 8
    assert with_bias.embed(batch_of(EVERYTHING)).fields["user"].shape == (8, 2)


def test_a_given_spread_bounds_the_vectors() -> None:
    weight = embedding_parameters(build(embedding_spread=0.001))["embedding.stacks.8.weight"].detach()
    assert 0.0009 < float(weight.abs().max()) <= 0.001
