"""The gap between a slice and the rest, with an interval that allows for all slices that were looked at."""

from __future__ import annotations

from typing import Literal

from scipy.special import expit, logit

from clicklens.analysis.rows.figures import Parts
from clicklens.analysis.score_estimate import difference
from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import normal_critical_value


def gap_of(parts: Parts, name: str, level: float) -> Interval | None:
    """A figure of the slice less that of the rest; None where either has no interval, or is an AUC of 0 or 1."""
    one, rest = getattr(parts.selection, name).interval, getattr(parts.rest, name).interval
    if one is None or rest is None:
        return None
    scale: Literal["logit", "plain"] = "logit" if name == "auc" else "plain"
    if scale == "logit" and not (0 < one.value < 1 and 0 < rest.value < 1):
        return None
    return difference(at_level(one, level, scale=scale), at_level(rest, level, scale=scale))


def at_level(known: Interval, level: float, *, scale: Literal["logit", "plain"]) -> Interval:
    """The interval at another level, by the normal's critical values, on the scale on which it was made."""
    wider = normal_critical_value(level) / normal_critical_value(known.level)
    to, back = (logit, expit) if scale == "logit" else (float, float)
    centre = to(known.value)
    low, high = (float(back(centre + wider * (to(bound) - centre))) for bound in (known.low, known.high))
    return Interval(value=known.value, low=low, high=high, level=level)
