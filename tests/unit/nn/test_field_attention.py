"""Attention between fields against loops over rows, heads, fields and elements in double precision."""

from math import exp, sqrt

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.nn import FieldAttention

B, F, D, UNITS, HEADS = 3, 4, 5, 2, 3
CODE = {"scale": True, "projection_relu": True, "layer_norm": True}


def layer_of(dim=D, **settings):
    torch.manual_seed(0)
    layer = FieldAttention(dim=dim, units=UNITS, heads=HEADS, **settings).eval()
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.3)
    return layer


def fields(dim=D):
    return torch.randn(B, F, dim, generator=torch.Generator().manual_seed(1))


def projected(layer, vector, head):
    """W^h e, with a ReLU where the layer has one, by the sums of its elements."""
    weight = layer.weight.detach().double().numpy()[head * UNITS : (head + 1) * UNITS]
    return [sum(weight[u, d] * vector[d] for d in range(len(vector))) for u in range(UNITS)]


def by_hand(layer, e, *, scale=False, projection_relu=False, layer_norm=False, residual=True):
    """One row, in the letters of the paper: e' (F, H U) and the mean over heads of α (F, F)."""
    relu = (lambda values: [max(0.0, v) for v in values]) if projection_relu else (lambda values: values)
    out, mean = np.zeros((F, HEADS * UNITS)), np.zeros((F, F))
    for m in range(F):
        for h in range(HEADS):
            query = relu(projected(layer.query, e[m], h))
            scores = []
            for k in range(F):
                key = relu(projected(layer.key, e[k], h))
                product = sum(a * b for a, b in zip(query, key, strict=True))
                scores.append(exp(product / sqrt(UNITS) if scale else product))
            for k in range(F):
                alpha = scores[k] / sum(scores)
                mean[m, k] += alpha / HEADS
                for u, value in enumerate(relu(projected(layer.value, e[k], h))):
                    out[m, h * UNITS + u] += alpha * value
            if residual:
                as_it_is = e[m, h * UNITS : (h + 1) * UNITS]
                added = as_it_is if layer.residual is None else relu(projected(layer.residual, e[m], h))
                for u, value in enumerate(added):
                    out[m, h * UNITS + u] += value
        out[m] = np.maximum(out[m], 0.0)
        if layer_norm:
            gain, shift = (p.detach().double().numpy() for p in (layer.norm.weight, layer.norm.bias))
            out[m] = (out[m] - out[m].mean()) / np.sqrt(out[m].var() + 1e-5) * gain + shift
    return out, mean


@pytest.mark.parametrize("settings", [{}, {"residual": False}, CODE], ids=["paper", "no residual", "code"])
def test_every_field_takes_from_all_by_its_likeness_to_them(settings):
    layer, e = layer_of(**settings), fields()
    with listening({"weights": layer.weights}) as seen:
        out = layer(e)
    for row in range(B):
        expected, mean = by_hand(layer, e[row].double().numpy(), **settings)
        np.testing.assert_allclose(out[row].detach().numpy(), expected, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(seen["weights"][row].reshape(F, F).numpy(), mean, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("settings", [{}, CODE], ids=["paper", "code"])
def test_a_field_that_is_wide_enough_can_be_added_as_it_is(settings):
    layer, e = layer_of(HEADS * UNITS, project_residual=False, **settings), fields(HEADS * UNITS)
    assert layer.residual is None
    for row, out in zip(e, layer(e), strict=True):
        expected, _ = by_hand(layer, row.double().numpy(), **settings)
        np.testing.assert_allclose(out.detach().numpy(), expected, rtol=1e-4, atol=1e-5)


def test_a_field_of_another_width_is_projected_all_the_same():
    assert torch.equal(layer_of(project_residual=False)(fields()), layer_of()(fields()))


def test_what_a_field_takes_sums_to_one():
    layer = layer_of()
    with listening({"weights": layer.weights}) as seen:
        layer(fields())
    torch.testing.assert_close(seen["weights"].view(B, F, F).sum(dim=2), torch.ones(B, F))


def test_with_one_head_the_weights_told_are_those_that_it_sums_with():
    torch.manual_seed(0)
    layer, e = FieldAttention(dim=D, units=UNITS, heads=1, residual=False), fields()
    with listening({"weights": layer.weights}) as seen:
        out = layer(e)
    told = seen["weights"].view(B, F, F)
    torch.testing.assert_close(out, torch.relu(torch.einsum("bmk,bku->bmu", told, layer.value(e))))


def test_its_state_is_all_fields_side_by_side():
    layer = layer_of()
    with listening({"state": layer.activation}) as seen:
        out = layer(fields())
    assert torch.equal(seen["state"], out.flatten(1))


def test_dropout_silences_weights_while_training_and_none_that_are_told():
    layer, e = layer_of(attention_dropout=0.5), fields()
    calm = layer(e)
    with listening({"weights": layer.weights}) as seen:
        assert not torch.allclose(layer.train()(e), calm)
    torch.testing.assert_close(seen["weights"].view(B, F, F).sum(dim=2), torch.ones(B, F))
    assert torch.equal(layer.eval()(e), calm)


def test_fields_have_no_order():
    layer, e = layer_of(), fields()
    torch.testing.assert_close(layer(e.flip(1)), layer(e).flip(1))
