"""Fields that act together, in a model of which that is known."""

import numpy as np
import pytest

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interaction_rows import drawn_rows
from clicklens.analysis.interactions import interactions, interactions_key
from clicklens.analysis.interactions_result import Interactions
from clicklens.core.errors import UnavailableError
from tests.crossing_models import crossing_live

QUICK = InteractionParams(rows=20, asked=400, references=3, most=3)


def asked(live, params=QUICK, **settings):
    rows = drawn_rows(live, "train", None, rows=params.rows, seed=params.seed)
    return interactions(live, "train", rows, params, **settings)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return crossing_live(tmp_path_factory.mktemp("crossing"))


@pytest.fixture(scope="module")
def result(live):
    return asked(live)


@pytest.mark.parametrize(("detector", "off"), [("nid", "resample"), ("arch_detect", "zero"), ("arch_detect", "mean")])
def test_the_planted_cross_comes_first_and_is_more_than_chance(live, detector, off):
    found = asked(live, QUICK.model_copy(update={"detector": detector, "off": off, "first": 1}))
    first = found.sets[0]
    assert first.fields == ("user", "item")
    assert first.count >= 14
    assert first.is_sure
    assert first.count > 2 * first.by_chance
    assert "`user` and `item` act together" in found.finding


def test_where_nothing_acts_together_nothing_is_told_as_sure(tmp_path):
    live = crossing_live(tmp_path, cross=0.0)
    assert asked(live, QUICK.model_copy(update={"detector": "arch_detect"})).sets == ()
    found = asked(live)
    assert not any(one.is_sure for one in found.sets)


def test_the_matrices_are_of_pairs_and_symmetric(result):
    counts, strengths = np.array(result.counts), np.array(result.strengths)
    assert result.fields == ("user", "item", "place", "age")
    for matrix in (counts, strengths):
        assert (matrix == matrix.T).all()
        assert not matrix.diagonal().any()
        assert np.unravel_index(np.argmax(matrix), matrix.shape) in {(0, 1), (1, 0)}
    assert counts[0, 1] >= result.sets[0].count


def test_progress_is_told_of_both_passes(live):
    told = []
    asked(
        live,
        QUICK.model_copy(update={"rows": 15, "detector": "arch_detect"}),
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(10, 30), (15, 30), (25, 30), (30, 30)]


def test_the_same_question_has_the_same_answer_and_round_trips(live, result):
    assert asked(live) == result
    assert Interactions.model_validate_json(result.to_json()) == result
    assert result.rows == {"train": 20}


def test_examples_are_rows_of_the_split(live, result):
    ids = set(live.dataset.split("train").example_ids.tolist())
    assert set(result.sets[0].examples) <= ids


def test_a_model_of_one_field_has_no_interactions(live):
    class OneField(type(live.model)):
        def embed(self, batch):
            embedded = super().embed(batch)
            return type(embedded)(fields={"user": embedded.fields["user"]}, numeric=embedded.numeric)

    one = type(live)(run_id="one", step=1, model=OneField().eval(), dataset=live.dataset)
    with pytest.raises(UnavailableError, match="reads 1 field: for interactions it takes two or more"):
        asked(one)


def test_an_answer_is_named_by_step_and_settings():
    assert interactions_key(7, QUICK) == interactions_key(7, QUICK.model_copy())
    assert len({interactions_key(7, QUICK), interactions_key(8, QUICK), interactions_key(7, InteractionParams())}) == 3
