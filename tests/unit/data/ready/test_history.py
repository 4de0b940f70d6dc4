import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clicklens.data.ready.history import earlier, ragged

Row = tuple[int, int, int, bool]  # who, when, what, kept


def by_hand(rows: list[Row], longest: int) -> list[list[int]]:
    def past(one: Row) -> list[int]:
        seen = [(when, place) for place, (who, when, _, kept) in enumerate(rows) if kept and who == one[0]]
        return [rows[place][2] for when, place in sorted(seen) if when < one[1]][-longest:]

    return [past(one) for one in rows]


@given(
    rows=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(1, 9), st.booleans()), min_size=1),
    longest=st.integers(1, 4),
)
def test_a_history_holds_the_last_kept_rows_of_the_same_person_before_the_row(rows: list[Row], longest: int) -> None:
    who, when, what, kept = (np.array(column) for column in zip(*rows, strict=True))
    found = earlier(who=who, when=when, what=what, kept=kept, longest=longest).to_pylist()
    assert found == by_hand(rows, longest)


def test_rows_of_one_second_do_not_see_one_another() -> None:
    same = np.zeros(3, np.int64)
    found = earlier(who=same, when=same, what=np.array([1, 2, 3]), kept=np.ones(3, bool), longest=5)
    assert found.to_pylist() == [[], [], []]


def test_ragged_lists_are_slices() -> None:
    found = ragged(np.array([5, 6, 7]), np.array([0, 1, 2]), np.array([2, 1, 3]))
    assert found.to_pylist() == [[5, 6], [], [7]]
