import numpy as np
import pytest

from clicklens.data.simulate import WorldSpec, simulate
from clicklens.data.simulate.effect import _drawn
from clicklens.data.simulate.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(WorldSpec.small())


def test_the_logit_is_the_sum_of_its_parts_and_the_level_of_the_day(world: World) -> None:
    rows = world.sample(2_000)
    parts = sum(world.effects.terms(rows).values())
    rest = world.effects.logits(rows) - parts
    for day in range(8):
        assert np.ptp(rest[rows["day"] == day]) < 1e-12
    assert rest[rows["day"] == 0][0] == pytest.approx(world.effects.intercept)


def test_a_part_changes_only_with_its_own_fields(world: World) -> None:
    rows = world.sample(2_000)
    before = world.effects.terms(rows)
    for name in ("user_id", "ad", "category", "device", "recent_categories"):
        after = world.effects.terms({**rows, name: np.roll(rows[name], 1, axis=0)})
        changed = {fields for fields in before if not np.array_equal(before[fields], after[fields])}
        assert changed == {fields for fields in before if name in fields}


def test_interest_grows_with_past_clicks_in_the_candidates_category(world: World) -> None:
    rows = world.sample(6)
    past = np.full((6, 10), -1)
    for count in range(6):
        past[count, :count] = rows["category"][count]
    term = world.effects.terms({**rows, "recent_categories": past})[("recent_categories", "category")]
    assert np.diff(term) == pytest.approx([0.3, 0.3, 0.3, 0.3, 0.0])


def test_the_past_can_be_made_to_act_more() -> None:
    rows = simulate(WorldSpec.small()).sample(50)
    name = ("recent_categories", "category")
    usual, twice = (
        simulate(WorldSpec.small().model_copy(update={"history_strength": factor})).effects.terms(rows)[name]
        for factor in (1.0, 2.0)
    )
    np.testing.assert_allclose(twice, 2 * usual)


def test_an_effect_on_day_t_correlates_with_the_first_day_by_the_calendars_cosine(world: World) -> None:
    spec = world.spec.model_copy(update={"ads": 20_000})
    effects = simulate(spec).effects
    rows = {name: np.repeat(value[:1], spec.ads, axis=0) for name, value in world.sample(1_000).items()}
    rows["ad"] = np.arange(spec.ads)
    by_day = [effects.terms({**rows, "day": np.full(spec.ads, day)})[("ad",)] for day in (0, 4, 7)]
    angles = [0.8 * 0.9504844 + 0.3 * 4 / 7, 0.3]
    found = [np.corrcoef(by_day[0], other)[0, 1] for other in by_day[1:]]
    assert found == pytest.approx(np.cos(angles), abs=0.02)


def test_strengths_switch_effects_off() -> None:
    off = WorldSpec.small().model_copy(update={"main_strength": 0.0, "interaction_strength": 0.0, "drift": 0.0})
    world = simulate(off)
    logit = world.effects.logits(world.sample(1_000))
    assert np.ptp(logit) < 1e-12
    assert 1 / (1 + np.exp(-logit[0])) == pytest.approx(0.08)


def test_a_table_of_pairs_holds_no_effect_of_one_alone() -> None:
    table = _drawn(np.random.default_rng(0), (5, 7, 3))
    for axis in range(3):
        assert np.abs(table.mean(axis=axis)).max() < 1e-12
    assert table.std() == pytest.approx(1)
