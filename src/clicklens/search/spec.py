"""SearchSpec: which settings are open, what makes one better than another, and how many are tried."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from clicklens.core.record import Record
from clicklens.training.spec import Metric

Number = int | float


class Parameter(Record):
    """What a setting may be: from ``low`` to ``high``, whole numbers where both are whole; or one of ``choices``."""

    low: Number | None = None
    high: Number | None = None
    log: bool = False  # as likely between 0.001 and 0.01 as between 0.01 and 0.1
    step: Number | None = Setting(default=None, gt=0)  # only low, low + step, low + 2 step, …
    choices: tuple[Any, ...] | None = Setting(default=None, min_length=1)  # plain values, as YAML holds them

    @model_validator(mode="after")
    def _range_or_choices(self) -> Parameter:
        if self.choices is not None:
            if (self.low, self.high, self.step, self.log) != (None, None, None, False):
                raise ValueError("give either 'choices', or 'low' and 'high' (with 'log' or 'step'), not both")
            texts = [as_text(value) for value in self.choices]
            if len(set(texts)) < len(texts):
                raise ValueError(f"the choice {next(t for t in texts if texts.count(t) > 1)} stands twice")
            return self
        if self.low is None or self.high is None:
            raise ValueError("give 'low' and 'high', or 'choices', such as {low: 0.001, high: 0.1, log: true}")
        if self.low >= self.high:
            raise ValueError(f"'low' is {self.low:g} and 'high' is {self.high:g}; 'low' must be the smaller one")
        if self.log and self.low <= 0:
            raise ValueError(f"'low' is {self.low:g}; a range with 'log: true' begins above 0")
        if self.log and self.step is not None:
            raise ValueError("a range has 'log: true' or a 'step', not both")
        if self.is_whole and self.step is not None and not isinstance(self.step, int):
            raise ValueError(f"'step' is {self.step:g}; a range of whole numbers has a whole step")
        return self

    @property
    def is_whole(self) -> bool:
        """Whether it is a range of whole numbers."""
        return isinstance(self.low, int) and isinstance(self.high, int)

    def extremes(self) -> Sequence[Any]:
        """Every choice, or both ends: if these are right, what lies between is as a rule right too."""
        return self.choices if self.choices is not None else (self.low, self.high)

    def grid(self) -> Sequence[Any] | None:
        """All values in order; None for a range that holds too many because it has no step."""
        if self.choices is not None:
            return self.choices
        assert self.low is not None  # noqa: S101 (the validator saw to it)
        assert self.high is not None  # noqa: S101
        step = self.step if self.step is not None else 1 if self.is_whole and not self.log else None
        if step is None:
            return None
        count = math.floor((self.high - self.low) / step + 1e-9) + 1
        return [self.low + place * step for place in range(count)]


class SearchSpec(Record):
    """The search for better settings. The keys of ``space`` are those of ``--set``, such as ``model.hidden``."""

    trials: int = Setting(default=30, ge=1, le=10_000)  # trainings
    metric: Metric = "auc"
    split: str = "validation"  # whose metric is made as good as can be
    pruner: Literal["median", "hyperband", "none"] = "median"  # ends a training early that promises little
    sampler: Literal["tpe", "random", "grid"] = "tpe"  # how the next settings are chosen
    seed: int = Setting(default=0, ge=0, lt=2**31)  # of the choice of settings; training.seed is that of the trainings
    space: dict[str, Parameter] = Setting(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> SearchSpec:
        keys = sorted(self.space)
        for outer in keys:
            inner = next((key for key in keys if key.startswith(f"{outer}.")), None)
            if inner is not None:
                raise ValueError(f"space: '{inner}' lies inside '{outer}'; leave one of them open, not both")
        if self.sampler == "grid":
            for key, parameter in self.space.items():
                if parameter.grid() is None:
                    raise ValueError(f"space: the sampler 'grid' needs 'choices' or a 'step' for '{key}'")
        return self

    @property
    def grid_size(self) -> int | None:
        """How many settings the grid holds; None where it is none."""
        if self.sampler != "grid":
            return None
        return math.prod(len(parameter.grid() or ()) for parameter in self.space.values())

    @property
    def wanted(self) -> int:
        """How many trials there will be: a grid is gone through once."""
        return self.trials if self.grid_size is None else min(self.trials, self.grid_size)


def as_text(value: Any) -> str:
    """A plain value as short JSON text, by which choices are told apart and kept."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
