"""AutoInt: what it does and no other."""

from typing import Any

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.core.schema import FeatureSchema
from clicklens.models import AutoInt, build_model
from clicklens.models.autoint import AutoIntModel
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

NUMBERS = SCHEMAS["numbers"]


def build(schema: FeatureSchema = NUMBERS, **settings: Any) -> AutoIntModel:
    torch.manual_seed(0)
    spec = AutoInt.model_validate(
        {"embedding_dim": 3, "embedding_spread": 0.5, "units": 2, "attention_layers": 2, **settings}
    )
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, AutoIntModel)
    return model.eval()


def array(tensor: Any) -> np.ndarray:
    return np.asarray(tensor.detach().double().numpy())


def attended(layer: Any, e: np.ndarray) -> np.ndarray:
    """e (F, D) of one row -> e' (F, heads · units), the paper's formula head by head and field by field."""
    weights = {name: array(getattr(layer, name).weight) for name in ("query", "key", "value")}
    out = e @ array(layer.residual.weight).T
    for head in range(layer.heads):
        part = slice(head * layer.units, (head + 1) * layer.units)
        for m in range(len(e)):
            query = weights["query"][part] @ e[m]
            scores = np.array([np.exp(query @ (weights["key"][part] @ one)) for one in e])
            for alpha, one in zip(scores / scores.sum(), e, strict=True):
                out[m, part] += alpha * (weights["value"][part] @ one)
    return np.maximum(out, 0.0)


def logits_by_hand(model: AutoIntModel, vectors: torch.Tensor) -> list[float]:
    """vectors (B, F, D) -> logits (B,)"""
    found = []
    for e in array(vectors):
        state, deep = e, e.reshape(-1)
        for layer in model.layers:
            state = attended(layer, state)
        logit = array(model.output.weight[0]) @ state.reshape(-1) + array(model.output.bias[0])
        if model.tower is not None and model.tower_output is not None:
            for layer in model.tower.layers:
                linear = layer.get_submodule("linear")
                deep = np.maximum(array(linear.weight) @ deep + array(linear.bias), 0.0)
            logit += array(model.tower_output.weight[0]) @ deep + array(model.tower_output.bias[0])
        found.append(float(logit))
    return found


@pytest.mark.parametrize("hidden", [(), (4, 3)], ids=["AutoInt", "AutoInt+"])
def test_the_logit_is_that_of_the_paper(hidden: tuple[int, ...]) -> None:
    model = build(hidden=hidden)
    embedded = model.embed(batch_of(NUMBERS))
    expected = logits_by_hand(model, model.vectors(embedded))
    np.testing.assert_allclose(model.score(embedded)["click"].detach().numpy(), expected, rtol=1e-4, atol=1e-5)


def test_each_layer_tells_how_much_every_field_takes_from_every_other() -> None:
    model = build()
    weighings = model.weighings()
    assert list(weighings) == ["attention_weights_1", "attention_weights_2"]
    assert all((one.over, one.fields) == ("pairs", ("user", "price", "rating")) for one in weighings.values())
    with listening({name: one.module for name, one in weighings.items()}) as seen:
        model(batch_of(NUMBERS, rows=5))
    for weights in seen.values():
        torch.testing.assert_close(weights.view(5, 3, 3).sum(dim=2), torch.ones(5, 3))


def test_what_a_field_takes_is_the_sum_of_what_the_others_give_by_the_weights_told() -> None:
    model = build(heads=1, attention_layers=1, residual=False)
    embedded = model.embed(batch_of(NUMBERS))
    modules = {"weights": model.weighings()["attention_weights_1"].module, "state": model.taps()["attention_1"]}
    with listening(modules) as seen:
        model.score(embedded)
    values = model.layers[0].get_submodule("value")(model.vectors(embedded))  # (B, F, units)
    taken = torch.einsum("bmk,bku->bmu", seen["weights"].view(-1, 3, 3), values)
    torch.testing.assert_close(seen["state"], taken.relu().flatten(1))


def test_taps_are_the_attention_layers_and_then_those_of_the_dnn() -> None:
    assert list(build().taps()) == ["attention_1", "attention_2"]
    assert list(build(hidden=(3,)).taps()) == ["attention_1", "attention_2", "layer_1.pre", "layer_1"]


def test_its_defaults_are_the_papers() -> None:
    spec = AutoInt()
    assert (spec.attention_layers, spec.heads, spec.units, spec.hidden) == (3, 2, 32, ())
    assert (spec.residual, spec.scale, spec.projection_relu, spec.layer_norm) == (True, False, False, False)


@pytest.mark.parametrize("settings", [{"heads": 0}, {"attention_layers": 0}, {"units": 0}, {"attention_dropout": 1.0}])
def test_settings_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(settings))):
        AutoInt.model_validate(settings)
