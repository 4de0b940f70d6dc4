"""Critical value: how many standard errors an interval reaches to either side at a given level."""

from __future__ import annotations

from scipy.special import ndtri, stdtrit

from clicklens.core.errors import ConfigError


def check_level(level: float) -> None:
    """Raises ConfigError unless ``level`` is a probability strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ConfigError(f"level is {level!r}: an interval's level lies between 0 and 1, for example 0.95")


def normal_critical_value(level: float) -> float:
    """1.96 for a level of 0.95."""
    check_level(level)
    return float(ndtri((1 + level) / 2))


def student_critical_value(level: float, degrees: float) -> float:
    """Student's t: wider than the normal value when few observations stand behind the standard error."""
    check_level(level)
    return float(stdtrit(degrees, (1 + level) / 2))
