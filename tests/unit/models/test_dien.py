"""DIEN: what it does and no other."""

from typing import Any

import pytest
import torch

from clicklens.models import Dien, build_model
from clicklens.models.dien import DienModel
from clicklens.nn import InterestEvolution
from tests.rows_by_hand import SCHEMAS, batch_of, schema_of, sizes_of, with_ids

SHARED = SCHEMAS["a sequence on a shared table"]
_ITEMS = {"kind": "sequence", "name": "items", "table": "item", "attends_to": "item", "max_length": 6}
_CATEGORIES = {**_ITEMS, "name": "categories", "table": "category", "attends_to": "category"}


def build(schema: Any = SHARED, **settings: Any) -> DienModel:
    torch.manual_seed(0)
    spec = Dien.model_validate(
        {"embedding_dim": 3, "embedding_spread": 0.5, "hidden": (4,), "activation": "sigmoid", **settings}
    )
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, DienModel)
    return model.eval()


def test_the_state_that_interest_came_to_joins_the_tower() -> None:
    model = build()
    embedded = model.embed(batch_of(SHARED))
    logits = model.score(embedded)["click"]
    (evolution,) = model.readers
    assert isinstance(evolution, InterestEvolution)
    (layer,) = model.tower.layers
    for row in range(len(embedded)):
        user, item = embedded.fields["user"][row], embedded.fields["item"][row]
        behaviours = embedded.fields["clicked"][row][embedded.masks["clicked"][row]]
        last = torch.zeros(3)
        if len(behaviours):
            interest = evolution.extractor(behaviours)[0]
            weights = torch.softmax(interest @ (evolution.likeness.weight @ item), dim=0)
            last = evolution.evolution(interest, weights, [1] * len(behaviours))[0]
        hidden = torch.sigmoid(layer.linear.weight @ torch.cat([user, item, last]) + layer.linear.bias)
        torch.testing.assert_close(logits[row], model.output.weight[0] @ hidden + model.output.bias[0])


def test_the_order_of_behaviours_counts() -> None:
    model, batch = build(), batch_of(SHARED)
    full = torch.arange(1, 7).expand(8, 6).contiguous()
    forward, backward = (model(with_ids(batch, "clicked", ids))["click"] for ids in (full, full.flip(1)))
    assert not torch.allclose(forward, backward)


def test_sequences_of_the_same_events_are_read_as_one() -> None:
    schema = schema_of("a shop", "item", "category", _ITEMS, _CATEGORIES)
    model = build(schema, behaviours=(("items", "categories"),))
    assert [one.fields for one in model.weighings().values()] == [("items", "categories")]
    assert model.readers[0].get_submodule("extractor").hidden_size == 6
    assert len(build(schema).readers) == 2


@pytest.mark.parametrize("settings", [{"softmax": True}, {"behaviours": [["clicked"]], "hidden": [0]}])
def test_settings_that_it_does_not_have_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"softmax|hidden"):
        Dien.model_validate(settings)
