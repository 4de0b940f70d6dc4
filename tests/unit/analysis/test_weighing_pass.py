import numpy as np
import pytest
import torch

from clicklens.analysis.weighing_pass import held, weigh, without
from tests.weighing_models import long_histories, weighing_live


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return weighing_live(long_histories(tmp_path_factory.mktemp("weighing")))


@pytest.fixture(scope="module")
def batch(live):
    return live.dataset.split("train").batch(np.arange(6))


def test_scores_and_weights_are_those_of_one_pass(live, batch):
    found = weigh(live, batch)
    np.testing.assert_allclose(found.logits, live.logits(batch))
    np.testing.assert_allclose(found.weights["attention_1"], live.model.numbers[batch.ids["history"]], rtol=1e-6)
    assert found.weights["gate"].shape == (6, 2)
    assert found.weights["cross"].shape == (6, 4)


def test_the_model_is_left_as_found(live, batch):
    live.model.train()
    weigh(live, batch)
    assert live.model.training
    assert not live.model.weights._forward_hooks
    live.model.eval()


def test_a_row_without_behaviours_is_as_the_encoder_would_have_it(live, batch):
    weighing = live.model.weighings()["attention_1"]
    gone = np.zeros((6, 7), dtype=bool)
    gone[0, [1, 3]] = True
    gone[1, :] = True
    ids = without(batch, weighing.fields, gone).ids["history"]
    kept = batch.ids["history"][0][[0, 2, 4, 5, 6]]
    assert torch.equal(ids[0], torch.cat([kept, torch.zeros(2, dtype=kept.dtype)]))
    assert not ids[1].any()
    assert torch.equal(ids[2:], batch.ids["history"][2:])


def test_a_behaviour_stands_where_any_of_its_sequences_knows_the_id(live, batch):
    assert held(batch, live.model.weighings()["attention_1"]).all()
