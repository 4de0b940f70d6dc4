"""Weights over rows of a model whose logit is their sum."""

import numpy as np
import pytest

from clicklens.analysis.attention_rows import chosen_rows
from clicklens.analysis.attention_sample import attention_sample
from clicklens.analysis.attention_sample_result import AttentionSample
from clicklens.core.errors import ConfigError
from tests.live_rows import SMALL, dataset_of_every_kind, live_of
from tests.weighing_models import long_histories, weighing_live


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return weighing_live(long_histories(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="module")
def rows(live):
    return chosen_rows(live, "train", None, rows=200, seed=0)


@pytest.fixture(scope="module")
def result(live, rows):
    return attention_sample(live, rows, sizes=(1, 2), draws=3)


def own_weights(live, rows):
    return live.model.numbers[rows.batch.ids["history"]].double().numpy()  # (B, 7), oldest first


def test_means_by_place_are_counted_from_the_newest(live, rows, result):
    (sample,) = result.positions
    expected = own_weights(live, rows).mean(axis=0)[::-1]
    np.testing.assert_allclose([place.weight.value for place in sample.places], expected, rtol=1e-5)
    assert [place.back for place in sample.places] == [1, 2, 3, 4, 5, 6, 7]
    assert {place.rows for place in sample.places} == {200}


def test_the_strength_of_the_interest_is_told_by_what_was_clicked(live, rows, result):
    (sample,) = result.positions
    total = own_weights(live, rows).sum(axis=1)
    assert sample.clicked.value == pytest.approx(total[rows.clicked].mean(), rel=1e-5)
    assert sample.not_clicked.value == pytest.approx(total[~rows.clicked].mean(), rel=1e-5)


def test_what_is_taken_out_is_told_by_size(result):
    (sample,) = result.positions
    assert [one.k for one in sample.removals] == [1, 2]
    assert "tell what moves the score" in result.finding


def test_fields_and_pairs_are_means_over_rows(live, rows, result):
    item = live.model.numbers[rows.batch.ids["item"][:, 0]].double().numpy().mean()
    (fields,), (pairs,) = result.fields, result.pairs
    assert fields.weights[0].value == pytest.approx(item, rel=1e-5)
    np.testing.assert_allclose(pairs.weights, np.array([[1, 2], [3, 4]]) * item, rtol=1e-3)


def test_short_histories_are_counted_from_their_own_newest(tmp_path):
    live = weighing_live(dataset_of_every_kind(tmp_path))
    rows = chosen_rows(live, "train", None, rows=200, seed=0)
    (sample,) = attention_sample(live, rows).positions
    ids = rows.batch.ids["history"].numpy()
    newest = [row[row > 0][-1] for row in ids if (row > 0).any()]
    assert sample.places[0].rows == len(newest)
    assert sample.places[0].weight.value == pytest.approx(float(live.model.numbers[newest].mean()), rel=1e-5)


def test_the_table_has_a_line_for_each_figure_and_the_answer_round_trips(result):
    frame = result.to_frame()
    assert len(frame) == 7 + 2 + 2 * 6 + 2 + 4
    assert AttentionSample.model_validate_json(result.to_json()) == result
    assert result.plot().axes


def test_a_model_that_weighs_nothing_says_so(tmp_path):
    live = live_of(dataset_of_every_kind(tmp_path), SMALL)
    result = attention_sample(live, chosen_rows(live, "train", None, rows=20, seed=0))
    assert result.is_empty
    assert "does not weigh its inputs by itself" in result.finding
    assert result.plot().axes


def test_wrong_sizes_and_draws_are_told(live, rows):
    with pytest.raises(ConfigError, match="give 1 to 50 draws, of 1 behaviour or more"):
        attention_sample(live, rows, draws=0)
    with pytest.raises(ConfigError, match="of 1 behaviour or more"):
        attention_sample(live, rows, sizes=(0,))
