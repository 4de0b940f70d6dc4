"""DCNv3: what it does and no other."""

import numpy as np
import pytest
import torch

from clicklens.core.errors import ConfigError
from clicklens.models import DcnV3, build_model
from clicklens.training import Training
from clicklens.training.forward import build_forward
from clicklens.training.loss import batch_loss
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of
from tests.zoo_models import made

SMALL = {"embedding_dim": 4, "embedding_spread": 0.5, "deep_layers": 2, "shallow_layers": 1}


def z_by_hand(layers, output, first, heads, *, is_deep):
    """A branch in numpy, (B, T): each head by itself, the read-outs averaged."""
    found = []
    for head in np.split(first, heads, axis=1):
        x = head
        for layer in layers:
            h = x @ layer.linear.weight.detach().numpy().T
            normed = (h - h.mean(1, keepdims=True)) / np.sqrt(h.var(1, keepdims=True) + 1e-5)
            masked = h * np.maximum(normed, 0)
            fields = len(layer.bias)
            c = np.stack([h.reshape(8, fields, -1), masked.reshape(8, fields, -1)], axis=2).reshape(x.shape)
            x = (x if is_deep else head) * (c + layer.bias.detach().numpy().reshape(-1)) + x
        found.append(x @ output.weight.detach().numpy().T + output.bias.detach().numpy())
    return torch.from_numpy(np.mean(found, axis=0))


def branches_by_hand(model, embedded, heads):
    vectors = model.vectors(embedded).detach().numpy()  # (B, F, E)
    first = np.concatenate([part.reshape(8, -1) for part in np.split(vectors, heads, axis=2)], axis=1)
    deep = z_by_hand(model.deep.layers, model.deep_output, first, heads, is_deep=True)
    shallow = z_by_hand(model.shallow.layers, model.shallow_output, first, heads, is_deep=False)
    return deep, shallow


@pytest.mark.parametrize("heads", [1, 2])
@pytest.mark.parametrize("schema", ["numbers", "two tasks"])
def test_the_logit_is_the_mean_of_a_deep_and_a_shallow_network(schema, heads):
    model, embedded = made(DcnV3(**SMALL, heads=heads), schema)
    deep, shallow = branches_by_hand(model, embedded, heads)
    logits = torch.stack(list(model.score(embedded).values()), dim=1)
    torch.testing.assert_close(logits, (deep + shallow) / 2)


def test_branches_are_told_beside_the_logits():
    model, embedded = made(DcnV3(**SMALL), "two tasks")
    scored = model.score_for_training(embedded)
    for branch, expected in zip(scored.branches, branches_by_hand(model, embedded, 1), strict=True):
        torch.testing.assert_close(torch.stack([branch["click"], branch["buy"]], dim=1), expected)


def test_without_shallow_layers_the_deep_network_is_all_and_has_no_branches():
    model, embedded = made(DcnV3(**{**SMALL, "shallow_layers": 0}), "numbers")
    first = model.vectors(embedded).detach().numpy().reshape(8, -1)
    deep = z_by_hand(model.deep.layers, model.deep_output, first, 1, is_deep=True)
    torch.testing.assert_close(model.score(embedded)["click"], deep[:, 0])
    assert model.score_for_training(embedded).branches == ()


def test_training_judges_the_branches_too():
    schema = SCHEMAS["numbers"]
    batch = batch_of(schema)
    model = build_model(DcnV3(**SMALL), schema=schema, table_sizes=sizes_of(schema)).eval()
    with torch.no_grad():
        scored = build_forward(model, Training(), torch.device("cpu"))(batch)
    whole, *branches = (
        torch.nn.functional.binary_cross_entropy_with_logits(logits["click"], batch.labels["click"])
        for logits in (scored.logits, *scored.branches)
    )
    expected = whole + sum((branch - whole).clamp(min=0) * branch for branch in branches)
    found = batch_loss(scored.logits, batch, weight=8.0, branches=scored.branches)
    torch.testing.assert_close(found, expected)
    assert found > whole


def test_taps_are_the_deep_layers_and_then_the_shallow_ones():
    model, _ = made(DcnV3(**SMALL), "numbers")
    assert list(model.taps()) == ["deep_1", "deep_2", "shallow_1"]


def test_strength_between_fields_is_the_length_of_their_block():
    model, _ = made(DcnV3(**SMALL), "numbers")
    with torch.no_grad():
        weight = model.deep.layers[1].linear.weight.zero_()  # rows: 2 a field; columns: 4; user, price, rating
        weight[0, 4], weight[1, 7], weight[4, 0] = 3.0, 4.0, 2.0
    found = model.cross_strengths()
    assert list(found) == list(model.taps())
    assert found["deep_2"].fields == ("user", "price", "rating")
    expected = torch.tensor([[0.0, 5.0, 0.0], [0.0, 0.0, 0.0], [2.0, 0.0, 0.0]])
    torch.testing.assert_close(found["deep_2"].strength, expected)


def test_a_block_tells_what_moves_what_multiplies_the_field():
    """A kernel with one block alone: only that field's elements change with the other field."""
    model, _ = made(DcnV3(**SMALL), "numbers")
    layer = model.shallow.layers[0]
    with torch.no_grad():
        layer.linear.weight.zero_()[2:4, 8:12] = 1.0  # price takes from rating
    first, x = torch.randn(1, 12), torch.randn(1, 12)
    moved = x.clone()
    moved[0, 8:12] += 1.0
    change = layer(first, moved) - layer(first, x) - (moved - x)  # without what x_l adds as it is
    assert (change.abs() > 1e-5).view(3, 4).any(1).tolist() == [False, True, False]


def test_halves_that_do_not_come_out_even_are_refused():
    with pytest.raises(ConfigError, match=r"embedding_dim is 10, and each of heads=2 .* a multiple of 4 would"):
        DcnV3(embedding_dim=10, heads=2)


def test_its_defaults_are_the_authors_on_criteo():
    spec = DcnV3()
    assert (spec.embedding_dim, spec.deep_layers, spec.shallow_layers, spec.heads) == (16, 3, 4, 1)
    assert (spec.dropout, spec.shallow_dropout) == (0.1, 0.2)
