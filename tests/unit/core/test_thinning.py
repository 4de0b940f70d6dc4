from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.thinning import thinned_places

values = st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=200)


def test_a_short_curve_is_kept_whole() -> None:
    assert thinned_places([1.0, None, 3.0], 24) == [0, 1, 2]
    assert thinned_places([], 24) == []


def test_a_single_peak_among_thousands_is_kept() -> None:
    curve = [0.0] * 10_000
    curve[7_123], curve[2_001] = 1.0, -1.0
    places = thinned_places(curve, 24)
    assert {0, 2_001, 7_123, 9_999} <= set(places)
    assert len(places) <= 24


@given(curve=values, points=st.integers(4, 60))
def test_both_ends_and_the_extremes_are_kept_and_no_more_than_asked(curve: list[float | None], points: int) -> None:
    places = thinned_places(curve, points)
    assert len(places) <= max(points, 4)
    assert places == sorted(set(places))
    if curve:
        assert places[0] == 0
        assert places[-1] == len(curve) - 1
        known = [value for value in curve if value is not None]
        kept = [curve[place] for place in places if curve[place] is not None]
        if known:
            assert (min(kept), max(kept)) == (min(known), max(known))  # type: ignore[type-var]
