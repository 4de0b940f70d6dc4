import pytest

from clicklens.core.errors import ConfigError, DataError
from clicklens.metrics import paired_mean_difference, unpaired_mean_difference


def test_three_pairs_by_hand():
    # differences 1, 2, 3: mean 2, standard error 1/sqrt(3), t(2) at 0.95 is 4.302653
    interval = paired_mean_difference([2, 4, 6], [1, 2, 3])
    assert interval.value == 2
    assert interval.high - 2 == pytest.approx(4.302653 / 3**0.5, abs=1e-6)
    assert interval.low == pytest.approx(4 - interval.high)


def test_seeds_without_a_say_leave_no_width():
    interval = paired_mean_difference([0.5, 0.75], [0.25, 0.5])
    assert interval.low == interval.value == interval.high == 0.25
    interval = unpaired_mean_difference([0.5, 0.5], [0.25, 0.25])
    assert interval.low == interval.high == 0.25


def test_pairing_sharpens_what_moves_together():
    a, b = [0.71, 0.75, 0.68], [0.70, 0.74, 0.66]
    paired, unpaired = paired_mean_difference(a, b), unpaired_mean_difference(a, b)
    assert paired.value == pytest.approx(unpaired.value)
    assert paired.high - paired.low < (unpaired.high - unpaired.low) / 3


def test_fewer_than_two_seeds_tell_nothing():
    assert paired_mean_difference([1], [2]) is None
    assert paired_mean_difference([], []) is None
    assert unpaired_mean_difference([1, 2], [1]) is None


def test_bad_values_are_refused():
    with pytest.raises(DataError, match="values_a has 2 seeds and values_b has 1"):
        paired_mean_difference([1, 2], [1])
    with pytest.raises(DataError, match=r"values_b\[1\] is nan"):
        unpaired_mean_difference([1, 2], [1, float("nan")])
    with pytest.raises(ConfigError, match="level"):
        paired_mean_difference([1, 2], [1, 2], level=0)
