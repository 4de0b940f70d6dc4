"""What is drawn at random, and from which numbers: draws for different purposes have nothing in common."""

from __future__ import annotations

from typing import Literal

import numpy as np

Purpose = Literal["rows", "network", "main effect", "order", "shuffle"]
_NUMBER: dict[Purpose, int] = {"rows": 1, "network": 2, "main effect": 3, "order": 4, "shuffle": 5}


def draw(purpose: Purpose, *numbers: int) -> np.random.Generator:
    """A stream of its own for each purpose and numbers; one purpose must always be given as many.

    numpy takes trailing zeros for no seed, and refuses numbers below 0.
    """
    signs = [int(number < 0) for number in numbers]
    return np.random.default_rng([_NUMBER[purpose], *map(abs, numbers), *signs])
