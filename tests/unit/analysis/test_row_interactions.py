"""Fields that act together in one row, of a model of which that is known."""

import pytest

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.row_interactions import row_interactions
from clicklens.analysis.row_interactions_result import RowInteractions
from tests.crossing_models import crossing_live

ASKED = InteractionParams(detector="arch_detect", off="zero")


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return crossing_live(tmp_path_factory.mktemp("row"))


def test_the_planted_cross_is_the_only_set_and_brings_what_it_is(live):
    row = live.example(3)
    result = row_interactions(live, row, ASKED)
    user, item, place, _ = (float(vector[0, 0]) for vector in live.model.embed(row.batch).fields.values())
    (found,) = result.sets
    assert found.fields == ("user", "item")
    assert found.beyond == pytest.approx(2 * user * item, abs=1e-5)
    assert found.brings == pytest.approx(user + item + 2 * user * item, abs=1e-5)
    assert [one.brings for one in result.fields] == pytest.approx([user, item, place / 2, 0.0], abs=1e-5)
    assert result.base == pytest.approx(0.0, abs=1e-5)
    assert result.score.logit == pytest.approx(float(live.logits(row.batch)[0]))


def test_saliency_is_the_slope_of_the_pctr(live):
    row = live.example(3)
    result = row_interactions(live, row, ASKED)
    user, item, *_ = (float(vector[0, 0]) for vector in live.model.embed(row.batch).fields.values())
    slope = result.score.pctr * (1 - result.score.pctr)
    expected = [abs(1 + 2 * item) * slope, abs(1 + 2 * user) * slope, slope / 2, 0.0]
    assert [one.saliency for one in result.fields] == pytest.approx(expected, rel=1e-4, abs=1e-7)


def test_nid_finds_it_too_and_the_answer_round_trips(live):
    result = row_interactions(live, live.example(3), ASKED.model_copy(update={"detector": "nid", "asked": 400}))
    assert result.sets[0].fields == ("user", "item")
    assert result.fidelity > 0.9
    assert RowInteractions.model_validate_json(result.to_json()) == result
