"""SharedValue: what some rows have in common against all others, field value by field value.

For each value the exact test of Fisher (hypergeometric, one-sided) asks whether the chosen rows hold it more often than
a draw of as many rows would, corrected for the number of values by Holm (1979). How much more often is the lift, with
the interval of Katz et al. (1978) on its logarithm.

Rows of a user are alike, so that what one user's rows hold says only that this user is there: where users are known, a
value must be held by three of them at least, unless its field is what tells users apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clicklens.analysis.id_saliency import ids_of_rows
from clicklens.analysis.redraws import LEVEL
from clicklens.core.field import Field, NumericField
from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.metrics.critical_value import normal_critical_value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

PARTS = 5  # ranges of equal count that a number is cut into
FEWEST_USERS = 3  # that a value must be held by
SURE = 0.05  # corrected p below which a value is told


class SharedValue(Record):
    """A value that the chosen rows hold more often than the others."""

    field: str
    value: str  # of a number its range, '2.5 to 7'
    rows: int  # chosen rows that hold it
    rows_rest: int  # other rows that hold it
    users: int | None  # whose chosen rows these are; None where users are not known
    share: float  # of the chosen rows, 0 to 1
    share_rest: float  # of the others, 0 to 1
    lift: Interval  # share / share_rest, half a row added on each side where no other row holds it
    p: float  # of Fisher's exact test, corrected by Holm; rows are taken as independent


def shared_values(
    table: pd.DataFrame,
    fields: Sequence[Field],
    chosen: NDArray[np.bool_],
    *,
    users: NDArray[np.int64] | None = None,
    support: int = 5,
    top: int = 20,
) -> tuple[tuple[SharedValue, ...], int]:
    """Values whose corrected p is below 0.05, by the low end of their lift, and how many values were tried.

    table as ``Captured.rows``, chosen (n,); a value is tried where at least ``support`` rows of enough users hold it.
    A cell with several ids counts for each of them, once.
    """
    whole, size = len(chosen), int(chosen.sum())
    if size in (0, whole):
        return (), 0
    parts = [_counted(field, table[f"field:{field.name}"], chosen, users) for field in fields]
    tried = [entry for part in parts for entry in part if entry.rows + entry.rest >= support and entry.can_tell]
    if not tried:
        return (), 0
    from scipy.stats import hypergeom  # here, because it loads for half a second that the service need not wait

    held = np.array([entry.rows + entry.rest for entry in tried])
    plain = hypergeom.sf(np.array([entry.rows for entry in tried]) - 1, whole, held, size)
    sure = [(entry, float(p)) for entry, p in zip(tried, holm(plain), strict=True) if p < SURE and entry.tells]
    found = [entry.told(size, whole - size, p) for entry, p in sure]
    return tuple(sorted(found, key=lambda value: -value.lift.low)[:top]), len(tried)


def holm(p: Floats) -> Floats:
    """p (k,) of k tests -> corrected for their number by Holm (1979), at most 1"""
    order = np.argsort(p, kind="stable")
    corrected = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    found = np.empty(len(p))
    found[order] = np.minimum(corrected, 1.0)
    return found


@dataclass(frozen=True)
class _Counted:
    """One value, and the rows that hold it."""

    field: str
    value: str
    rows: int  # chosen ones
    rest: int  # the others
    users: int | None  # of the chosen rows; None where users are not known
    all_users: int | None  # of all rows
    is_user: bool  # the field is what tells users apart

    @property
    def can_tell(self) -> bool:
        """Judged on all rows, so that which are chosen has no say in what is tried."""
        return self.is_user or self.all_users is None or self.all_users >= FEWEST_USERS

    @property
    def tells(self) -> bool:
        return self.is_user or self.users is None or self.users >= FEWEST_USERS

    def told(self, size: int, others: int, p: float) -> SharedValue:
        return SharedValue(
            field=self.field,
            value=self.value,
            rows=self.rows,
            rows_rest=self.rest,
            users=self.users,
            share=self.rows / size,
            share_rest=self.rest / others,
            lift=lift_interval(self.rows, size, self.rest, others),
            p=p,
        )


def lift_interval(rows: int, size: int, rest: int, others: int) -> Interval:
    """(rows / size) / (rest / others) with Katz's interval; half a row is added to both where a count is 0."""
    add = 0.5 if rest == 0 or rows == 0 else 0.0
    a, n, b, m = rows + add, size + add, rest + add, others + add
    lift = (a / n) / (b / m)
    spread = normal_critical_value(LEVEL) * np.sqrt(max(1 / a - 1 / n + 1 / b - 1 / m, 0.0))
    return Interval(value=lift, low=float(lift * np.exp(-spread)), high=float(lift * np.exp(spread)), level=LEVEL)


def _counted(
    field: Field, cells: pd.Series[float], chosen: NDArray[np.bool_], users: NDArray[np.int64] | None
) -> list[_Counted]:
    names, ids, rows = ids_of_rows(_ranges(cells) if isinstance(field, NumericField) else cells.tolist())
    inside = chosen[rows]
    total, hits = np.bincount(ids, minlength=len(names)), np.bincount(ids[inside], minlength=len(names))
    unknown: list[int | None] = [None] * len(names)
    chosen_users = unknown if users is None else _users_by_id(ids[inside], users[rows[inside]], len(names))
    all_users = unknown if users is None else _users_by_id(ids, users[rows], len(names))
    is_user = all(count == 1 for count in all_users)
    return [
        _Counted(field.name, name, int(hits[i]), int(total[i] - hits[i]), chosen_users[i], all_users[i], is_user)
        for i, name in enumerate(names)
    ]


def _users_by_id(ids: Integers, users: Integers, count: int) -> list[int | None]:
    pairs = np.unique(np.stack([ids, users]), axis=1)[0]
    found: list[int | None] = np.bincount(pairs, minlength=count).tolist()
    return found


def _ranges(cells: pd.Series[float]) -> list[str | None]:
    """Numbers as the range they fall in, of ranges of equal count; a number that is missing has none."""
    values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
    known = values[np.isfinite(values)]
    if not known.size:
        return [None] * len(values)
    edges = np.unique(np.quantile(known, np.linspace(0, 1, PARTS + 1)))
    place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, max(len(edges) - 2, 0))
    names = [f"{low:g} to {high:g}" for low, high in pairwise(edges)] or [f"{edges[0]:g}"]
    return [names[i] if np.isfinite(value) else None for i, value in zip(place, values, strict=True)]
