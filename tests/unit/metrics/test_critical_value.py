import pytest
from scipy import stats

from clicklens.core.errors import ConfigError
from clicklens.metrics.critical_value import normal_critical_value, student_critical_value


def test_values_are_those_of_the_tables():
    assert normal_critical_value(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert student_critical_value(0.95, 4) == pytest.approx(2.776445, abs=1e-6)
    assert student_critical_value(0.9, 2.5) == pytest.approx(stats.t.ppf(0.95, 2.5))


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan")])
def test_a_level_that_is_no_probability_is_refused(level):
    with pytest.raises(ConfigError, match=r"level is .* between 0 and 1"):
        normal_critical_value(level)
    with pytest.raises(ConfigError, match="level is"):
        student_critical_value(level, 5)
