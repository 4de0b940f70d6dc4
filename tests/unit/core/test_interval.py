import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.interval import Interval


def test_an_interval_excludes_zero_when_it_lies_on_one_side() -> None:
    assert Interval(value=0.2, low=0.1, high=0.3).excludes_zero
    assert Interval(value=-0.2, low=-0.3, high=-0.1).excludes_zero
    assert not Interval(value=0.2, low=-0.1, high=0.5).excludes_zero


def test_an_interval_that_touches_zero_holds_it() -> None:
    assert not Interval(value=0.1, low=0.0, high=0.2).excludes_zero
    assert not Interval(value=-0.1, low=-0.2, high=0.0).excludes_zero


def test_its_reach_is_half_its_width() -> None:
    assert Interval(value=0.2, low=-0.25, high=0.75).reach == 0.5


def test_it_shows_itself_with_half_its_width() -> None:
    assert str(Interval(value=0.71234, low=0.7, high=0.72)) == "0.7123 ± 0.0100"


def test_the_level_is_a_probability() -> None:
    assert Interval(value=0, low=0, high=0).level == 0.95
    for level in (0.0, 1.0, 95.0):
        with pytest.raises(ConfigError):
            Interval(value=0, low=0, high=0, level=level)


def test_bounds_are_numbers() -> None:
    with pytest.raises(ConfigError):
        Interval(value=0, low=float("nan"), high=1)
