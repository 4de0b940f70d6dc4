"""What a field holds that is off."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.interactions import Off


def test_resample_chooses_rows_without_repeats_and_by_its_seed():
    chosen = Off(rows=10, seed=3).chosen(1000)
    assert len(set(chosen.tolist())) == 10
    assert chosen.tolist() == Off(rows=10, seed=3).chosen(1000).tolist() != Off(rows=10, seed=4).chosen(1000).tolist()


def test_a_small_background_is_used_whole():
    assert Off(rows=10).chosen(4).tolist() == [0, 1, 2, 3]


def test_another_word_is_refused_with_those_that_are_known():
    with pytest.raises(ConfigError, match="'zero', 'mean' or 'resample'"):
        Off(kind="none")
