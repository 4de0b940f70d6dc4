import numpy as np
import pytest

from clicklens.core.errors import NotFoundError
from clicklens.data.simulate import Truth, WorldSpec, simulate
from clicklens.data.simulate.truth import best_auc


@pytest.fixture(scope="module")
def truth() -> Truth:
    return simulate(WorldSpec.small()).truth


def test_the_best_auc_of_two_known_groups_is_solved_by_hand() -> None:
    # Half the rows at .8, half at .2. Clicked: .8 of them in the upper group; passed over: .2 of them.
    # AUC = .8 * .8 (clicked above passed over) + half of the ties (.8 * .2 + .2 * .8) / 2 = .64 + .16
    assert best_auc(np.array([0.8] * 5 + [0.2] * 5)) == pytest.approx(0.8)
    assert best_auc(np.full(7, 0.3)) == pytest.approx(0.5)
    assert best_auc(np.zeros(3)) is None


def test_the_best_auc_agrees_with_drawn_clicks() -> None:
    rng = np.random.default_rng(0)
    pctr = rng.beta(1, 9, 200_000)
    click = rng.random(len(pctr)) < pctr
    order = np.empty(len(pctr))
    order[np.argsort(pctr)] = np.arange(len(pctr)) + 1
    n = click.sum()
    drawn = (order[click].sum() - n * (n + 1) / 2) / (n * (len(pctr) - n))
    assert best_auc(pctr) == pytest.approx(drawn, abs=0.006)


def test_noise_fields_do_not_act_and_all_others_do(truth: Truth) -> None:
    assert truth.noise_fields == ("noise_1", "noise_2", "noise_3")
    for name, field in truth.fields.items():
        assert field.acts == (name not in truth.noise_fields)
        assert (field.logit_change > 0) == field.acts
    assert set(truth.strongest()) == set(truth.fields) - set(truth.noise_fields)
    assert truth.fields["recent_categories"].main_deviation == 0


def test_planted_interactions_are_found_by_their_fields_in_any_order(truth: Truth) -> None:
    assert truth.interaction("category", "user_id").fields == ("user_id", "category")
    assert len(truth.interaction("gender", "age", "device").fields) == 3
    strengths = [planted.deviation for planted in truth.interactions]
    assert strengths == sorted(strengths, reverse=True)
    with pytest.raises(NotFoundError, match="nothing is planted between city x hour"):
        truth.interaction("city", "hour")


def test_days_are_named_by_the_calendar_and_begin_on_a_wednesday(truth: Truth) -> None:
    days = [day.day for day in truth.days]
    assert days == list(range(17_352, 17_360))
    assert np.datetime64(17_352, "D").astype(object).isoweekday() == 3
    assert truth.days[0].correlation == 1


def test_it_reads_back_as_it_was_written(truth: Truth) -> None:
    assert Truth.model_validate_json(truth.to_json()) == truth
