"""Bootstrap: an interval for any figure, from computing it again on rows drawn anew from the rows at hand.

Efron's percentile interval. For what has no formula of its own: weighted AUC, a ratio of two metrics, anything per
user.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from clicklens.core.errors import ConfigError
from clicklens.core.interval import Interval
from clicklens.metrics.critical_value import check_level
from clicklens.metrics.rows import Integers, check_ids

_UNDEFINED_DRAWS_ALLOWED = 0.1


def bootstrap_interval(
    statistic: Callable[[Integers], float | None],
    n: int,
    *,
    seed: int,
    draws: int = 200,
    groups: ArrayLike | None = None,
    level: float = 0.95,
) -> Interval | None:
    """``statistic(row_numbers)`` on all n rows, with the range in which its redrawn values fall.

    With ``groups`` (n,), whole groups are drawn: a user's rows are alike, and taking them for independent makes any
    interval too narrow. A group drawn twice brings its rows twice. Same seed, same interval.

    None with fewer than two rows (or groups), where the statistic is None on all rows, or on more than a tenth of the
    draws. Raises ConfigError for too few draws to see the tails; DataError for groups of another length.
    """
    check_level(level)
    needed = math.ceil(2 / (1 - level) - 1e-9)
    if draws < needed:
        raise ConfigError(f"draws is {draws!r}: a level of {level} needs at least {needed}")
    blocks = None if groups is None else _Blocks(check_ids(groups, n, name="groups"))
    if (n if blocks is None else len(blocks)) < 2:
        return None
    value = statistic(np.arange(n))
    if value is None:
        return None
    random = np.random.default_rng(seed)
    redrawn = [
        statistic(random.integers(0, n, size=n) if blocks is None else blocks.draw(random)) for _ in range(draws)
    ]
    defined = [figure for figure in redrawn if figure is not None]
    if len(defined) < (1 - _UNDEFINED_DRAWS_ALLOWED) * draws:
        return None
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return Interval(value=float(value), low=float(low), high=float(high), level=level)


class _Blocks:
    """Rows gathered by group, so that whole groups can be drawn without a loop."""

    def __init__(self, groups: Integers) -> None:
        self._rows = np.argsort(groups, kind="stable")
        self._sizes = np.unique(groups, return_counts=True)[1]
        self._starts = np.cumsum(self._sizes) - self._sizes

    def __len__(self) -> int:
        return len(self._sizes)

    def draw(self, random: np.random.Generator) -> Integers:
        """As many groups as there are, with replacement; the row numbers of them all."""
        chosen = random.integers(0, len(self), size=len(self))
        sizes = self._sizes[chosen]
        shift = self._starts[chosen] - (np.cumsum(sizes) - sizes)
        rows: Integers = self._rows[np.arange(sizes.sum()) + np.repeat(shift, sizes)]
        return rows
