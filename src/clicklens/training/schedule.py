"""Schedules: how the learning rate changes while a model trains."""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting

from clicklens.core.record import Record


class Constant(Record):
    """The optimiser's learning rate at every step."""

    kind: Literal["constant"] = "constant"


class Warmup(Record):
    """Rises in a straight line over the first ``steps``, then stays."""

    kind: Literal["warmup"] = "warmup"
    steps: int = Setting(default=1000, ge=1)  # optimiser steps until the full rate


class Cosine(Record):
    """Rises over ``warmup_steps``, then falls along half a cosine to ``floor`` of the rate at the last step."""

    kind: Literal["cosine"] = "cosine"
    warmup_steps: int = Setting(default=0, ge=0)  # optimiser steps
    floor: float = Setting(default=0.0, ge=0, le=1)  # share of the full rate


class Exponential(Record):
    """Shrinks by ``factor`` over every ``steps``, smoothly."""

    kind: Literal["exponential"] = "exponential"
    factor: float = Setting(default=0.9, gt=0, le=1)
    steps: int = Setting(default=1000, ge=1)  # optimiser steps


class MultiStep(Record):
    """Times ``factor`` at each of the ``milestones``, and constant in between."""

    kind: Literal["multi_step"] = "multi_step"
    milestones: tuple[Annotated[float, Setting(gt=0, lt=1)], ...] = (0.75,)  # shares of all optimiser steps
    factor: float = Setting(default=0.1, gt=0, le=1)


Schedule: TypeAlias = Annotated[Constant | Warmup | Cosine | Exponential | MultiStep, Setting(discriminator="kind")]


def rate_at(schedule: Schedule, *, step: int, total: int) -> float:
    """The share of the full learning rate, 0 to 1, that the step after ``step`` steps of ``total`` uses."""
    if isinstance(schedule, Warmup):
        return _rise(step, schedule.steps)
    if isinstance(schedule, Cosine):
        rise = schedule.warmup_steps
        if step < rise:
            return _rise(step, rise)
        progress = min(1.0, (step - rise) / max(1, total - 1 - rise))
        return schedule.floor + (1 - schedule.floor) * 0.5 * (1 + math.cos(math.pi * progress))
    if isinstance(schedule, Exponential):
        return float(schedule.factor ** (step / schedule.steps))
    if isinstance(schedule, MultiStep):
        return float(schedule.factor ** sum(step >= share * total for share in schedule.milestones))
    return 1.0


def _rise(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / steps)
