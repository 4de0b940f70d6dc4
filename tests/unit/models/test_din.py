"""DIN: what it does and no other."""

from typing import Any

import pytest
import torch
from torch import Tensor

from clicklens.capture.listen import listening
from clicklens.models import Din, build_model
from clicklens.models.din import DinModel
from clicklens.models.embedded import Embedded
from tests.rows_by_hand import SCHEMAS, batch_of, schema_of, sizes_of

SHARED = SCHEMAS["a sequence on a shared table"]
_ITEMS = {"kind": "sequence", "name": "items", "table": "item", "attends_to": "item", "max_length": 6}
_CATEGORIES = {**_ITEMS, "name": "categories", "table": "category", "attends_to": "category"}
SHOP = schema_of("a shop", "user", "item", "category", _ITEMS, _CATEGORIES)


def build(schema: Any = SHARED, **settings: Any) -> DinModel:
    torch.manual_seed(0)
    spec = Din.model_validate({"embedding_dim": 3, "embedding_spread": 0.5, "hidden": (4,), **settings})
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, DinModel)
    return model.eval()


def logit_by_hand(model: DinModel, parts: list[Tensor]) -> Tensor:
    """One row: the tower over these vectors, Dice by its moving averages."""
    (layer,) = model.tower.layers
    state = layer.linear.weight @ torch.cat(parts) + layer.linear.bias
    dice = layer.activation
    p = torch.sigmoid((state - dice.mean) / dice.variance.add(1e-8).sqrt())
    hidden = p * state + (1 - p) * dice.alpha * state
    return model.output.weight[0] @ hidden + model.output.bias[0]


def interest_by_hand(model: DinModel, behaviours: list[Tensor], candidate: Tensor) -> Tensor:
    """Σ_l a(e_l, v) e_l over the behaviours of one row; sigmoid units in a."""
    (attention,) = model.readers
    (layer,) = attention.unit.layers
    total = torch.zeros_like(candidate)
    for e in behaviours:
        hidden = layer.linear.weight @ torch.cat([e, e - candidate, e * candidate, candidate]) + layer.linear.bias
        total = total + (attention.output.weight[0] @ torch.sigmoid(hidden) + attention.output.bias[0]) * e
    return total


def held(embedded: Embedded, name: str, row: int) -> list[Tensor]:
    return list(embedded.fields[name][row][embedded.masks[name][row]])


def test_a_history_is_summed_by_its_weights_and_joins_the_tower() -> None:
    model = build(attention_hidden=(5,), attention_activation="sigmoid")
    embedded = model.embed(batch_of(SHARED))
    logits = model.score(embedded)["click"]
    for row in range(len(embedded)):
        user, item = embedded.fields["user"][row], embedded.fields["item"][row]
        interest = interest_by_hand(model, held(embedded, "clicked", row), item)
        torch.testing.assert_close(logits[row], logit_by_hand(model, [user, item, interest]))


def test_items_and_categories_of_one_history_are_one_behaviour() -> None:
    model = build(SHOP, behaviours=(("items", "categories"),), attention_hidden=(5,), attention_activation="sigmoid")
    batch = batch_of(SHOP)
    same = {**batch.ids, "categories": batch.ids["items"].flip(0).clamp(max=11) * (batch.ids["items"] != 0)}
    embedded = model.embed(type(batch)(same, batch.numeric, batch.labels, batch.example_ids))
    logits = model.score(embedded)["click"]
    for row in range(len(embedded)):
        fields = {name: vector[row] for name, vector in embedded.fields.items()}
        pairs = torch.cat([fields["items"], fields["categories"]], dim=1)[embedded.masks["items"][row]]
        interest = interest_by_hand(model, list(pairs), torch.cat([fields["item"], fields["category"]]))
        parts = [fields["user"], fields["item"], fields["category"], interest]
        torch.testing.assert_close(logits[row], logit_by_hand(model, parts))


def test_by_themselves_two_sequences_are_weighed_apart() -> None:
    assert [one.fields for one in build(SHOP).weighings().values()] == [("items",), ("categories",)]
    joined = build(SHOP, behaviours=(("items", "categories"),)).weighings()
    assert [(one.fields, one.candidate, one.over) for one in joined.values()] == [
        (("items", "categories"), "item", "positions")
    ]


def test_what_it_tells_of_its_weights_is_what_it_multiplies_by() -> None:
    model = build()
    embedded = model.embed(batch_of(SHARED))
    modules = {"weights": model.weighings()["attention_1"].module, "interest": model.taps()["interest_1"]}
    with listening(modules) as seen:
        model.score(embedded)
    torch.testing.assert_close(
        torch.einsum("bl,bld->bd", seen["weights"], embedded.fields["clicked"]), seen["interest"]
    )
    assert ((seen["weights"] != 0) == embedded.masks["clicked"]).all()


def test_the_candidate_changes_the_weights_of_the_past() -> None:
    model = build()
    batch = batch_of(SHARED)
    other = {**batch.ids, "item": batch.ids["item"].roll(1, 0)}
    changed = type(batch)(other, batch.numeric, batch.labels, batch.example_ids)
    weights = []
    for rows in (batch, changed):
        with listening({"weights": model.weighings()["attention_1"].module}) as seen:
            model(rows)
        weights.append(seen["weights"])
    assert not torch.allclose(*weights)


def test_without_a_history_it_is_a_tower_alone() -> None:
    model = build(SCHEMAS["one field"])
    assert model.weighings() == {}
    assert list(model.taps()) == ["layer_1.pre", "layer_1"]


def test_taps_begin_with_the_interests() -> None:
    assert list(build(SHOP).taps()) == ["interest_1", "interest_2", "layer_1.pre", "layer_1"]


def test_its_widths_are_the_papers() -> None:
    assert (Din().hidden, Din().attention_hidden, Din().activation, Din().softmax) == ((200, 80), (36,), "dice", False)


@pytest.mark.parametrize("settings", [{"interaction": "sum"}, {"attention_hidden": [0]}, {"attention_hiden": [3]}])
def test_settings_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"interaction|attention_hid"):
        Din.model_validate(settings)
