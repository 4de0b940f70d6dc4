"""Which steps a picture shows where a run has more snapshots than it has room for."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np


def thinned(steps: tuple[int, ...], most: int, *, keep: Collection[int]) -> tuple[int, ...]:
    """At most ``most`` of the steps, evenly by their place, the first, the last and those of ``keep`` among them."""
    if len(steps) <= most:
        return steps
    kept = {steps[0], steps[-1], *keep}
    others = [step for step in steps if step not in kept]
    places = np.unique(np.linspace(0, len(others) - 1, max(most - len(kept), 0)).round().astype(int))
    return tuple(sorted(kept | {others[place] for place in places}))
