"""The grid: every combination of all values once, in an order drawn by the seed, so that a part is a fair part."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from clicklens.search.spec import SearchSpec


def grid_settings(spec: SearchSpec, number: int) -> dict[str, Any]:
    """The combination of the trial of that number, counted from 1."""
    values = {key: list(parameter.grid() or ()) for key, parameter in spec.space.items()}
    size = math.prod(len(found) for found in values.values())
    place = int(np.random.default_rng(spec.seed).permutation(size)[number - 1])
    settings = {}
    for key, found in values.items():  # the place's digits, in the mixed base of how many values each setting has
        place, digit = divmod(place, len(found))
        settings[key] = found[digit]
    return settings
