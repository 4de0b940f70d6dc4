"""A row asked again with other values."""

import numpy as np
import pytest

from clicklens.analysis.what_if import what_if
from clicklens.core.errors import ConfigError, DataError, SchemaError
from tests.live_rows import dataset_of_every_kind, live_of


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return live_of(dataset_of_every_kind(tmp_path_factory.mktemp("what-if")))


def test_it_tells_before_after_and_each_change_alone(live):
    row = live.example(3)
    both = what_if(live, row, {"item": "103", "price": 1.0})
    item, price = (what_if(live, row, {name: value}) for name, value in (("item", "103"), ("price", 1.0)))
    assert both.before.logit == pytest.approx(live.logits(row.batch)[0], rel=1e-5)
    for change, alone in zip(both.changes, (item, price), strict=True):
        assert change.alone.logit == pytest.approx(alone.after.logit, rel=1e-5)
        assert change.effect == pytest.approx(alone.effect, abs=1e-6)
    assert both.after.logit != pytest.approx(item.after.logit)
    assert (both.run_id, both.step, both.asked_step, both.split, both.example_id) == ("by-hand", 7, 7, "train", 3)
    assert both.rows == {"train": 1}


def test_a_change_to_its_own_value_changes_nothing(live):
    row = live.example(3)
    own = {name: value for name, value in row.readings.items() if name not in ("text", "place")}
    result = what_if(live, row, own)
    assert result.effect == pytest.approx(0.0, abs=1e-6)
    assert max(abs(change.effect) for change in result.changes) < 1e-6


def test_it_says_what_it_read(live):
    result = what_if(live, live.example(3), {"tags": ["t1", "never"], "price": 9999, "user": None})
    tags, price, user = result.changes
    assert (tags.after, tags.read_as, tags.known.unknown) == (("t1", "never"), ("t1",), ("never",))
    assert price.known.high < 9999
    assert (user.after, user.read_as) == (None, None)
    told = " ".join(finding.text for finding in result.findings)
    assert "'never' was never seen in training" in told
    assert "outside what training held" in told
    assert "no user" in result.finding


def test_a_given_row_can_be_asked_about(live):
    result = what_if(live, live.given({"item": "103"}), {"item": "104"}, asked_step=9)
    assert (result.split, result.example_id, result.clicked, result.rows) == (None, None, None, {})
    assert any("the nearest to step 9" in finding.text for finding in result.findings)


@pytest.mark.parametrize(
    ("changes", "error", "told"),
    [
        ({}, ConfigError, "give at least one change, such as user=VALUE"),
        ({"itm": "103"}, SchemaError, "has no field 'itm'; did you mean 'item'"),
        ({"price": "cheap"}, DataError, "field 'price' is 'cheap': a number is needed"),
        ({"item": ["103"]}, DataError, "field 'item' is .*one text or one whole number"),
        ({"text": [1, 2]}, DataError, "a list of 3 numbers"),
    ],
)
def test_a_wrong_question_says_what_would_be_right(live, changes, error, told):
    with pytest.raises(error, match=told):
        what_if(live, live.example(3), changes)


def test_the_model_and_its_random_state_are_left_as_found(live):
    import torch

    state = torch.random.get_rng_state()
    weights = [p.clone() for p in live.model.parameters()]
    what_if(live, live.example(3), {"item": "103"})
    assert torch.equal(state, torch.random.get_rng_state())
    assert all(torch.equal(a, b) for a, b in zip(weights, live.model.parameters(), strict=True))
    assert np.isfinite(live.logits(live.example(3).batch)).all()
