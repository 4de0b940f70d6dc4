"""FinalMLP: what it does and no other."""

from typing import Any

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.core.errors import ConfigError
from clicklens.core.schema import FeatureSchema
from clicklens.models import FinalMlp, build_model
from clicklens.models.finalmlp import FinalMlpModel
from tests.rows_by_hand import batch_of, schema_of, sizes_of

_PRICE = {"kind": "numeric", "name": "price", "side": "item"}
SHOP = schema_of("a shop", {"name": "user", "side": "user"}, {"name": "item", "side": "item"}, _PRICE, "hour")
NAMES = ("user", "item", "hour", "price")


def build(schema: FeatureSchema = SHOP, **settings: Any) -> FinalMlpModel:
    torch.manual_seed(0)
    small = {"embedding_dim": 2, "embedding_spread": 0.5, "hidden": (5, 4), "hidden_2": (6,), "heads": 2}
    spec = FinalMlp.model_validate({**small, "gate_hidden": (3,), "batch_norm": False, **settings})
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, FinalMlpModel)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.2)
    return model.eval()


def array(tensor: Any) -> np.ndarray:
    return np.asarray(tensor.detach().double().numpy())


def tower(layers: Any, x: np.ndarray) -> np.ndarray:
    for layer in layers:
        x = np.maximum(array(layer.linear.weight) @ x + array(layer.linear.bias), 0.0)
    return x


def gated(gate: Any, x: np.ndarray, e: np.ndarray) -> np.ndarray:
    """2 sigmoid(Gate(x)) ∘ e; one row."""
    score = array(gate.output.weight) @ tower(gate.tower.layers, x) + array(gate.output.bias)
    return 2 / (1 + np.exp(-score)) * e


def fused(model: FinalMlpModel, o_1: np.ndarray, o_2: np.ndarray) -> float:
    """b + w_1·o_1 + w_2·o_2 + Σ_j o_1jᵀ W_j o_2j"""
    fusion = model.fusion
    total = array(fusion.first.bias)[0] + array(fusion.first.weight)[0] @ o_1 + array(fusion.second.weight)[0] @ o_2
    parts = zip(np.split(o_1, fusion.heads), np.split(o_2, fusion.heads), array(fusion.products), strict=True)
    return float(total + sum(first @ products @ second for first, second, products in parts))


@pytest.mark.parametrize(
    ("settings", "read"),
    [
        ({}, (["user"], ["item", "price"])),
        ({"gate_fields_1": ("price",), "gate_fields_2": ("hour", "user")}, (["price"], ["user", "hour"])),
        ({"gates": "constant"}, ([], [])),
        ({"gates": "none"}, None),
    ],
    ids=["sides", "fields by name", "constant", "none"],
)
def test_the_logit_is_that_of_the_paper(settings: dict[str, Any], read: tuple[list[str], ...] | None) -> None:
    model = build(**settings)
    embedded = model.embed(batch_of(SHOP))
    found = model.score(embedded)["click"].detach().numpy()
    for row, fields in enumerate(array(model.vectors(embedded))):
        seen = [fields.reshape(-1)] * 2
        if read is not None:
            for number, (gate, names) in enumerate(zip(model.gates, read, strict=True)):
                at = [NAMES.index(name) for name in names]
                x = fields[at].reshape(-1) if names else array(gate.constant)[0]
                seen[number] = gated(gate, x, fields.reshape(-1))
        expected = fused(model, tower(model.first.layers, seen[0]), tower(model.second.layers, seen[1]))
        np.testing.assert_allclose(found[row], expected, rtol=1e-4, atol=1e-5)


def test_a_side_without_fields_has_a_learned_constant_for_its_gate() -> None:
    first, second = build(schema_of("no users", {"name": "item", "side": "item"}, "hour")).gates
    assert first.constant is not None
    assert second.constant is None


def test_each_gate_tells_how_much_of_every_field_its_tower_sees() -> None:
    model = build()
    embedded = model.embed(batch_of(SHOP))
    weighings = model.weighings()
    assert {name: (one.over, one.fields) for name, one in weighings.items()} == {
        "gate_1": ("fields", NAMES),
        "gate_2": ("fields", NAMES),
    }
    outputs = {f"h {number}": gate for number, gate in enumerate(model.gates, start=1)}
    with listening({name: one.module for name, one in weighings.items()} | outputs) as seen:
        model.score(embedded)
    vectors = model.vectors(embedded)
    known = (vectors != 0).all(dim=2)  # an unknown id's vector is zero, whatever the gate
    for number in (1, 2):
        ratio = (seen[f"h {number}"].view_as(vectors) / vectors).mean(dim=2)
        torch.testing.assert_close(seen[f"gate_{number}"][known], ratio[known], rtol=1e-4, atol=1e-5)


def test_without_gates_it_tells_of_none() -> None:
    assert build(gates="none").weighings() == {}


def test_taps_are_the_layers_of_one_tower_and_then_of_the_other() -> None:
    names = [f"tower_{number}" for number in ("1_layer_1", "1_layer_2", "2_layer_1")]
    assert list(build().taps()) == [name for one in names for name in (f"{one}.pre", one)]


def test_the_second_tower_has_a_dropout_of_its_own_where_one_is_set() -> None:
    def rates(model: FinalMlpModel) -> list[float]:
        return [one.layers[0].get_submodule("dropout").p for one in (model.first, model.second)]  # type: ignore[misc]

    assert rates(build(dropout=0.2)) == [0.2, 0.2]
    assert rates(build(dropout=0.2, dropout_2=0.3)) == [0.2, 0.3]
    assert rates(build(dropout=0.2, dropout_2=0.0)) == [0.2, 0.0]


def test_its_defaults_are_the_benchmarks() -> None:
    spec = FinalMlp()
    assert (spec.hidden, spec.hidden_2, spec.heads, spec.gate_hidden) == ((400, 400, 400), (1000,), 200, (800,))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"hidden": (64, 30)}, "the 200 heads do not divide the 30 neurons at the end of hidden;"),
        ({"hidden_2": (30,), "heads": 4}, "the 4 heads do not divide the 30 neurons at the end of hidden_2;"),
        ({"hidden": ()}, "hidden"),
        ({"gates": "constant", "gate_fields_2": ("item",)}, "gate_fields are read with gates 'fields' alone"),
    ],
)
def test_settings_that_do_not_fit_one_another_are_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        FinalMlp.model_validate(settings)


def test_a_gate_that_would_read_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"model\.gate_fields_2: the schema has no field 'itme' .*'item'"):
        build(gate_fields_2=("itme",))
