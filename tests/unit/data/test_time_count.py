import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clicklens.data.time_count import TimeCount

moments = st.lists(st.integers(-50, 50), min_size=1, max_size=60)


def counted(values, **options):
    count = TimeCount(**options)
    for value in values:
        count.add(np.array([value]))
    return count


def test_the_bound_is_the_first_moment_that_holds_the_share():
    count = counted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert count.bounds([0.8]) == (8,)
    assert count.bounds([0.7, 0.9]) == (7, 9)


def test_rows_of_one_moment_go_to_the_earlier_split():
    assert counted([1, 2, 2, 2, 2, 3]).bounds([0.5]) == (2,)


def test_a_later_split_is_left_a_moment_even_if_the_earlier_one_falls_short():
    assert counted([1, 1, 1, 2]).bounds([0.9]) == (1,)
    assert counted([1, 2, 3, 3, 3, 3]).bounds([0.8, 0.9]) == (1, 2)


@given(moments, st.integers(1, 9))
def test_the_order_and_pieces_of_rows_do_not_matter(values, tenths):
    whole = TimeCount()
    whole.add(np.array(sorted(values)))
    assert counted(values).bounds([tenths / 10]) == whole.bounds([tenths / 10])


@given(moments, st.integers(1, 9))
def test_a_coarser_clock_still_parts_at_the_end_of_a_tick(values, tenths):
    count = counted([value * 1000 for value in values], moments=4)
    (bound,) = count.bounds([tenths / 10])
    assert len(count._keys) <= 4
    assert (bound + 1) % (1 << count._shift) == 0


def test_nothing_counted_gives_bounds_all_the_same():
    assert TimeCount().bounds([0.5, 0.8]) == (0, 0)
