"""GAUC: how well the model orders what one user sees, averaged over users.

A model can win AUC by knowing which users click a lot, which helps nobody choose an ad. GAUC compares only rows of the
same user (the "AUC" of DIN, Zhou et al., arXiv:1706.06978).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from clicklens.core.errors import DataError
from clicklens.core.interval import Interval
from clicklens.metrics.rows import Floats, Integers, Rows, check_ids, check_rows
from clicklens.metrics.weighted_mean import (
    clip_interval,
    weighted_difference_interval,
    weighted_mean,
    weighted_mean_interval,
)


def gauc(labels: ArrayLike, scores: ArrayLike, groups: ArrayLike, *, weights: ArrayLike | None = None) -> float | None:
    """GAUC = Σ_u impressions_u AUC_u / Σ_u impressions_u over users u who have both a click and a non-click.

    Users of one class have no AUC and are left out of both sums. A user's impressions are the sum of its weights.
    labels, scores, weights (n,), groups (n,) whole numbers. 0 to 1; None where no user has both classes. Raises
    DataError.
    """
    rows = check_rows(labels, scores, weights=weights)
    users = _rank_within_users(rows, check_ids(groups, len(rows), name="groups"))
    return weighted_mean(users.auc, users.impressions)


def gauc_interval(
    labels: ArrayLike,
    scores: ArrayLike,
    groups: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    level: float = 0.95,
) -> Interval | None:
    """GAUC with the interval over another draw of users; rows of one user are never taken as independent.

    None with fewer than two users of both classes, and where all have the same AUC. Raises DataError.
    """
    rows = check_rows(labels, scores, weights=weights)
    users = _rank_within_users(rows, check_ids(groups, len(rows), name="groups"))
    return clip_interval(weighted_mean_interval(users.auc, users.impressions, level=level), low=0.0, high=1.0)


def gauc_difference(
    labels: ArrayLike,
    a: ArrayLike,
    b: ArrayLike,
    groups: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    level: float = 0.95,
) -> Interval | None:
    """GAUC of ``a`` less GAUC of ``b`` on the same rows, paired user by user.

    None with fewer than two users of both classes, and where all differ by the same amount other than 0. Raises
    DataError.
    """
    rows_a, rows_b = check_rows(labels, a, name="a", weights=weights), check_rows(labels, b, name="b", weights=weights)
    ids = check_ids(groups, len(rows_a), name="groups")
    users_a, users_b = _rank_within_users(rows_a, ids), _rank_within_users(rows_b, ids)
    interval = weighted_difference_interval(users_a.auc - users_b.auc, users_a.impressions, level=level)
    return clip_interval(interval, low=-1.0, high=1.0)


def rela_impr(value: float | None, base: float | None) -> float | None:
    """By what share a model beats chance by more than the base does: (value - 0.5) / (base - 0.5) - 1.

    RelaImpr of DIN, as a fraction: 0.1165 is 11.65 %. None where a figure is missing or the base is no
    better than chance, where the ratio means nothing. Raises DataError for a figure outside 0 to 1.
    """
    for name, figure in (("value", value), ("base", base)):
        if figure is not None and not 0 <= figure <= 1:
            raise DataError(f"{name} is {figure!r}: an AUC lies between 0 and 1")
    if value is None or base is None or base <= 0.5:
        return None
    return (value - 0.5) / (base - 0.5) - 1


class _Users(NamedTuple):
    """The users who have both classes, in order of their id."""

    impressions: Floats  # (u,)
    auc: Floats  # (u,) 0 to 1


def _rank_within_users(rows: Rows, groups: Integers) -> _Users:
    if not len(rows):
        return _Users(np.empty(0), np.empty(0))
    order = np.lexsort((rows.scores, groups))
    user_starts, run_starts = _starts(groups, rows.scores, order)
    weights = rows.weights[order]
    impressions = np.add.reduceat(weights, user_starts)  # (users,)
    scaled = _scale_within_users(weights, user_starts)  # (n,)
    clicked = scaled * rows.labels[order]  # (n,)
    clicks, others = np.add.reduceat(clicked, run_starts), np.add.reduceat(scaled - clicked, run_starts)  # (r,)

    first_run = np.searchsorted(run_starts, user_starts)  # (users,) each user begins with a run
    below = np.cumsum(others) - others  # over all users so far
    runs_of_user = np.diff(first_run, append=len(run_starts))
    below -= np.repeat(below[first_run], runs_of_user)  # of this user alone
    won = np.add.reduceat(clicks * (below + others / 2), first_run)
    pairs = np.add.reduceat(clicks, first_run) * np.add.reduceat(others, first_run)
    has_both = pairs > 0
    return _Users(impressions[has_both], np.clip(won[has_both] / pairs[has_both], 0.0, 1.0))


def _starts(groups: Integers, scores: Floats, order: Integers) -> tuple[Integers, Integers]:
    """Where in ``order`` (n,) each user begins, (users,), and each run of one user and one score, (r,)."""
    group = groups[order]
    new_user = np.concatenate(([True], group[1:] != group[:-1]))  # (n,)
    score = scores[order]
    new_run = new_user | np.concatenate(([True], score[1:] != score[:-1]))  # (n,)
    return np.flatnonzero(new_user), np.flatnonzero(new_run)


def _scale_within_users(weights: Floats, user_starts: Integers) -> Floats:
    """Brings each user's weights to one size by a power of two: a heavy user must not drown a light one's sums."""
    exponents = np.frexp(np.maximum.reduceat(weights, user_starts))[1]
    rows_of_user = np.diff(user_starts, append=len(weights))
    scaled: Floats = np.ldexp(weights, 1 - np.repeat(exponents, rows_of_user))
    return scaled
