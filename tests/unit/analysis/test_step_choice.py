"""Which steps are shown."""

from itertools import pairwise

from clicklens.analysis.step_choice import thinned


def test_steps_are_thinned_evenly_and_keep_what_is_marked() -> None:
    steps = tuple(range(0, 1000, 10))
    kept = thinned(steps, 12, keep={330, 990})
    assert len(kept) == 12
    assert {0, 330, 990} <= set(kept) <= set(steps)
    assert list(kept) == sorted(kept)
    gaps = [b - a for a, b in pairwise(kept)]
    assert max(gaps) <= 2 * 1000 / 12


def test_few_steps_all_stay_and_what_must_stay_stays_however_little_room_there_is() -> None:
    assert thinned((1, 2, 3), 3, keep=()) == (1, 2, 3)
    assert thinned(tuple(range(10)), 4, keep={3, 5}) == (0, 3, 5, 9)
    assert thinned(tuple(range(10)), 2, keep={3, 5}) == (0, 3, 5, 9)
