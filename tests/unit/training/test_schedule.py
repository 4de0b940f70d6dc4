import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.training.schedule import Constant, Cosine, Exponential, MultiStep, Schedule, Warmup, rate_at


def rates(schedule: Schedule, total: int) -> list[float]:
    return [rate_at(schedule, step=step, total=total) for step in range(total)]


def test_constant_is_the_full_rate() -> None:
    assert rates(Constant(), 3) == [1.0, 1.0, 1.0]


def test_warmup_rises_in_a_straight_line_and_stays() -> None:
    assert rates(Warmup(steps=4), 6) == [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]


def test_cosine_begins_full_and_ends_at_its_floor() -> None:
    found = rates(Cosine(floor=0.1), 5)
    assert found == pytest.approx(
        [1.0, 0.1 + 0.9 * (1 + math.sqrt(0.5)) / 2, 0.55, 0.1 + 0.9 * (1 - math.sqrt(0.5)) / 2, 0.1]
    )


def test_cosine_after_a_warmup() -> None:
    assert rates(Cosine(warmup_steps=2), 5) == pytest.approx([0.5, 1.0, 1.0, 0.5, 0.0])


def test_exponential_shrinks_by_its_factor_over_its_steps() -> None:
    assert rates(Exponential(factor=0.25, steps=2), 5) == pytest.approx([1.0, 0.5, 0.25, 0.125, 0.0625])


def test_multi_step_drops_at_each_milestone_whatever_their_order() -> None:
    assert rates(MultiStep(milestones=(0.8, 0.5), factor=0.5), 10) == [1.0] * 5 + [0.5] * 3 + [0.25] * 2
    assert rates(MultiStep(milestones=()), 2) == [1.0, 1.0]


SCHEDULES = [
    Constant(),
    Warmup(steps=7),
    Cosine(warmup_steps=3),
    Cosine(floor=1.0),
    Exponential(steps=3),
    MultiStep(milestones=(0.3, 0.9)),
]


@given(
    st.sampled_from(SCHEDULES),
    st.integers(1, 50),
)
def test_the_share_lies_between_0_and_1_at_every_step(schedule: Schedule, total: int) -> None:
    assert all(0.0 <= rate <= 1.0 for rate in rates(schedule, total))
