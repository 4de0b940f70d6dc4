"""Archipelago's two halves."""

import numpy as np
import pytest

from clicklens.interactions import ArchDetect, FunctionBox, arch_attribute
from clicklens.interactions.arch_detect import four_corners, up_to_two
from tests.black_boxes import planted_box


def test_pairs_by_hand():
    """2 x0 x1: (2² + 2²) / 2. −1.6 x2 x3 x4: (1.6² beside the third + 0 alone) / 2."""
    pairs = ArchDetect().detect(planted_box()).pairs
    by_hand = np.zeros((6, 6))
    by_hand[0, 1] = 4.0
    by_hand[2, 3] = by_hand[2, 4] = by_hand[3, 4] = 1.28
    assert pairs[0] == pytest.approx(by_hand + by_hand.T, abs=1e-12)
    assert pairs[0].tolist() == pairs[1].tolist()


def test_it_asks_as_many_rows_as_it_says():
    asked = []
    box = FunctionBox(lambda kept: asked.append(len(kept)) or kept.sum(axis=1), fields=[f"f{i}" for i in range(9)])
    ArchDetect().detect(box)
    assert sum(asked) == 2 + 2 * 9 + 9 * 8


def test_a_difference_that_is_rounding_counts_as_none():
    box = FunctionBox(lambda kept: 1000.0 + 1e-3 * kept[:, 0] * kept[:, 1], fields=["user", "item"])
    assert ArchDetect().detect(box).sets == ((),)
    assert ArchDetect(tolerance=0).detect(box).sets[0][0].fields == (0, 1)


def test_attribution_is_what_a_set_brings_by_itself():
    """user 0.3, item −0.5, both with their product 0.3 − 0.5 + 2; day, hour, city 0.2 + 0.4 − 0.3 − 1.6."""
    brought = arch_attribute(planted_box(), [(0,), (0, 1), (2, 3, 4), ()])
    assert brought == pytest.approx(np.array([[0.3, 1.8, -1.3, 0.0]] * 2))


def test_the_rows_and_their_corners_belong_together():
    rows = up_to_two(4)
    four = four_corners((rows @ np.array([1.0, 10.0, 100.0, 1000.0]))[None], 4)[:, 0]
    assert four[:, 4].tolist() == [0.0, 10.0, 1000.0, 1010.0]  # the pair (1, 3)
