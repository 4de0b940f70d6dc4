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


def test_training_also_asks_each_interest_for_the_next_behaviour(monkeypatch: pytest.MonkeyPatch) -> None:
    """L_aux by hand, row by row; the behaviours that are none of a row's are the first of the batch."""
    model = build(auxiliary=0.5).train()
    ids = torch.tensor([[1, 2, 3, 4, 5, 6], [2, 3, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0], [0] * 6])
    embedded = model.embed(with_ids(batch_of(SHARED, rows=4), "clicked", ids))
    monkeypatch.setattr(torch, "randint", lambda _high, size, **_: torch.zeros(size, dtype=torch.int64))
    scored = model.score_for_training(embedded)
    evolution = model.readers[0]
    assert isinstance(evolution, InterestEvolution)
    assert scored.auxiliary is not None
    other = embedded.fields["clicked"][0, 0]  # of the longest history the first
    for row, length in enumerate([6, 2, 1, 0]):
        behaviours = embedded.fields["clicked"][row, :length]
        expected = torch.zeros(())
        for moment in range(length - 1):
            interest = evolution.extractor(behaviours[: moment + 1])[0][-1]
            right, wrong = interest @ behaviours[moment + 1], interest @ other
            expected = expected - torch.log(torch.sigmoid(right)) - torch.log(1 - torch.sigmoid(wrong))
        torch.testing.assert_close(scored.auxiliary[row], 0.5 * expected / max(1, length - 1))
    assert torch.equal(scored.logits["click"], model.score(embedded)["click"])


def test_only_training_asks_for_the_next_behaviour() -> None:
    batch = batch_of(SHARED)
    for model in (build(), build(auxiliary=0.0).train()):
        assert model.score_for_training(model.embed(batch)).auxiliary is None


def test_the_histories_of_a_row_are_asked_together() -> None:
    schema = schema_of("a shop", "item", "category", _ITEMS, _CATEGORIES)
    model = build(schema).train()
    embedded = model.embed(batch_of(schema))
    torch.manual_seed(5)
    found = model.score_for_training(embedded).auxiliary
    torch.manual_seed(5)
    expected = torch.zeros(len(embedded))
    for history, reader in zip(model.histories, model.readers, strict=True):
        assert isinstance(reader, InterestEvolution)
        keys, query, mask = history.keys(embedded), history.query(embedded), history.mask(embedded)
        expected = expected + reader.with_next_behaviour(keys, query, mask)[1]
    torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("settings", [{"softmax": True}, {"behaviours": [["clicked"]], "hidden": [0]}])
def test_settings_that_it_does_not_have_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"softmax|hidden"):
        Dien.model_validate(settings)
