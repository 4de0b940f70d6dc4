"""The weights of a model whose logit is their sum."""

import numpy as np
import pytest

from clicklens.analysis.attention import attention
from clicklens.analysis.attention_result import Attention
from clicklens.core.errors import ConfigError, DataError, SchemaError
from clicklens.models import Din
from tests.live_rows import SMALL, dataset_of_every_kind, live_of
from tests.weighing_models import long_histories, weighing_live


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return weighing_live(long_histories(tmp_path_factory.mktemp("attention")))


@pytest.fixture(scope="module")
def every(tmp_path_factory):
    return dataset_of_every_kind(tmp_path_factory.mktemp("every"))


def test_each_behaviour_has_the_weight_of_its_id_oldest_first(live):
    row = live.example(5)
    (weighed,) = attention(live, row).positions
    assert [one.values for one in weighed.behaviours] == [(value,) for value in row.readings["history"]]
    assert [one.back for one in weighed.behaviours] == [7, 6, 5, 4, 3, 2, 1]
    expected = [(int(value) - 99) / 10 for value in row.readings["history"]]
    np.testing.assert_allclose([one.weights[0] for one in weighed.behaviours], expected, rtol=1e-6)
    assert weighed.intensity[0] == pytest.approx(sum(expected), rel=1e-6)
    assert (weighed.fields, weighed.candidate) == (("history",), "item")


def test_a_candidate_is_scored_as_what_if_does_and_the_rows_own_comes_first(live):
    row = live.example(5)
    history, absent = row.readings["history"], ({str(100 + n) for n in range(12)} - set(row.readings["history"])).pop()
    result = attention(live, row, [{"item": history[0]}, {"item": absent}])
    own, inside, outside = result.candidates
    assert own.changes == {}
    assert inside.score.logit == pytest.approx(outside.score.logit + 0.5)
    assert inside.changes == {"item": history[0]}
    assert len(result.positions[0].intensity) == 3


def test_fields_and_pairs_are_told_row_by_row(live):
    row = live.example(5)
    result = attention(live, row, [{"item": "103"}])
    item = (int(row.readings["item"]) - 99) / 10
    (fields,), (pairs,) = result.fields, result.pairs
    assert fields.weights[0] == (pytest.approx(item, rel=1e-5), pytest.approx(0.4, rel=1e-5))
    assert np.array(pairs.weights) == pytest.approx(np.array([[item, 2 * item], [3 * item, 4 * item]]), rel=1e-5)


def test_the_table_has_all_of_them_and_the_answer_round_trips(live):
    result = attention(live, live.example(5), [{"item": "103"}])
    frame = result.to_frame()
    assert len(frame) == 7 * 2 + 2 * 2 + 4
    assert frame["candidate"].unique().tolist() == ["the row's own candidate", "item = 103"]
    assert Attention.model_validate_json(result.to_json()) == result
    assert result.plot().axes


def test_a_model_that_weighs_nothing_says_so_and_still_scores(every):
    result = attention(live_of(every, SMALL), live_of(every, SMALL).example(3), [{"item": "103"}])
    assert result.is_empty
    assert "does not weigh its inputs by itself" in result.finding
    assert len(result.candidates) == 2
    assert len(result.to_frame()) == 0
    assert result.plot().axes


def test_the_weights_of_din_are_those_that_its_module_gives(every):
    live = live_of(every, Din(hidden=(8,), embedding_dim=4, attention_hidden=(4,)))
    row = next(live.example(n) for n in range(50) if len(live.example(n).readings["history"] or ()) >= 3)
    (weighed,) = attention(live, row).positions
    assert len(weighed.behaviours) == sum(row.batch.ids["history"][0].numpy() > 0)
    assert any(one.weights[0] for one in weighed.behaviours)


def test_a_value_that_training_never_held_is_doubted(live):
    result = attention(live, live.example(5), [{"item": "never"}])
    assert result.candidates[1].known["item"].unknown == ("never",)
    assert any("never seen in training" in finding.text for finding in result.findings)


def test_a_wrong_question_says_what_would_be_right(live):
    row = live.example(5)
    with pytest.raises(ConfigError, match="each with a field's value"):
        attention(live, row, [{}])
    with pytest.raises(ConfigError, match="up to 100 can be"):
        attention(live, row, [{"item": "103"}] * 101)
    with pytest.raises(SchemaError, match="did you mean 'item'"):
        attention(live, row, [{"itm": "103"}])
    with pytest.raises(DataError, match="a number is needed"):
        attention(live, row, [{"price": "cheap"}])
