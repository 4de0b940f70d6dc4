"""The exact reference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError
from clicklens.interactions import FunctionBox, SecondDifference
from clicklens.interactions.second_difference import corners, second_differences
from tests.black_boxes import planted_box


def test_a_product_of_two_and_one_of_three_by_hand():
    """2 x0 x1: Δ = 2 in every context. −1.6 x2 x3 x4: Δ_23 = −1.6 where x4 is kept, 0 elsewhere: √(1.6² / 2)."""
    pairs = SecondDifference().detect(planted_box()).pairs[0]
    by_hand = np.zeros((6, 6))
    by_hand[0, 1] = 2.0
    by_hand[2, 3] = by_hand[2, 4] = by_hand[3, 4] = 1.6 / np.sqrt(2)
    assert pairs == pytest.approx(by_hand + by_hand.T, abs=1e-12)


def test_the_corners_are_all_rows_once():
    rows = corners(3)
    assert rows[0].tolist() == [False] * 3
    assert rows[1].tolist() == [False, False, True]
    assert len(np.unique(rows, axis=0)) == 8


@given(st.lists(st.floats(-10, 10), min_size=16, max_size=16))
def test_it_is_the_mean_over_contexts_written_out(values):
    cube = np.array(values).reshape((2,) * 4)
    found = second_differences(cube)
    for i, j in ((0, 1), (1, 3), (0, 2)):
        moved = np.moveaxis(cube, (i, j), (0, 1)).reshape(2, 2, -1)
        differences = moved[1, 1] - moved[1, 0] - moved[0, 1] + moved[0, 0]
        assert found[i, j] == found[j, i] == pytest.approx(np.sqrt((differences**2).mean()), abs=1e-9)


def test_too_many_fields_are_refused_with_what_to_use():
    box = FunctionBox(lambda kept: kept.sum(axis=1), fields=[f"f{i}" for i in range(17)])
    with pytest.raises(ConfigError, match=r"has 17 fields; at most 16 are allowed .*arch_detect"):
        SecondDifference().detect(box)
