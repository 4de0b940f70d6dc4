import numpy as np
import pytest

from clicklens.data.simulate import WorldSpec
from clicklens.data.simulate.calendar import Calendar, rhythm, turn


@pytest.fixture(scope="module")
def spec() -> WorldSpec:
    return WorldSpec.small()


def test_the_rhythm_starts_at_zero_and_comes_back_after_seven_days() -> None:
    value = rhythm(np.arange(8))
    assert value[0] == value[7] == pytest.approx(0)
    assert value[3] == pytest.approx(value[4]) == pytest.approx((1 - np.cos(6 * np.pi / 7)) / 2)


def test_effects_turn_away_until_the_fifth_day_and_come_back_part_of_the_way(spec: WorldSpec) -> None:
    angle = turn(spec, np.arange(8))
    assert np.argsort(angle).tolist() == [0, 1, 7, 6, 2, 5, 3, 4]
    assert angle[0] == 0
    assert np.all(turn(spec.model_copy(update={"drift": 0.0}), np.arange(8)) == 0)


def test_every_day_holds_as_many_test_rows_as_any_other(spec: WorldSpec) -> None:
    calendar = Calendar(spec)
    row = np.arange(spec.rows)
    day = calendar.day(row)
    split = calendar.split(day, np.random.default_rng(0).random(spec.rows))
    tested = np.bincount(day[split == 2], minlength=8)
    assert np.bincount(day).sum() == spec.rows
    assert np.all(np.diff(day) >= 0)
    assert np.abs(tested[1:] - spec.rows * 0.45 / 8).max() <= 1
    assert abs(tested[0] - tested[1]) < 5 * np.sqrt(tested[1])
    assert set(np.unique(day[split != 2])) == {0}
    assert (split == 0).sum() == pytest.approx(spec.rows * 0.5, rel=0.03)


def test_training_rows_lie_in_the_training_days_only() -> None:
    spec = WorldSpec.small().model_copy(update={"train_days": 3})
    calendar = Calendar(spec)
    day = calendar.day(np.arange(spec.rows))
    split = calendar.split(day, np.random.default_rng(0).random(spec.rows))
    assert set(np.unique(day[split == 0])) == {0, 1, 2}


def test_seconds_ascend_within_a_day_and_stay_in_it(spec: WorldSpec) -> None:
    calendar = Calendar(spec)
    row = np.arange(calendar.starts[1], calendar.starts[2])
    second = calendar.second(row, calendar.day(row))
    assert np.all(np.diff(second) >= 0)
    assert 0 <= second[0] < second[-1] < 86_400
    by_hour = np.bincount(second // 3600, minlength=24)
    assert by_hour[20] > 4 * by_hour[4]
