"""Log loss: how surprised the model was by what happened, in nats a row.

What training minimises. Unlike AUC it judges the probability itself: a model that is right about the order and wrong
about the level pays for it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from clicklens.core.interval import Interval
from clicklens.metrics.rows import Floats, Rows, check_rows
from clicklens.metrics.weighted_mean import (
    clip_interval,
    weighted_difference_interval,
    weighted_mean,
    weighted_mean_interval,
)


def log_loss(labels: ArrayLike, logits: ArrayLike, *, weights: ArrayLike | None = None) -> float | None:
    """Mean of log(1 + e^z) - y z over rows with logit z and label y: nats, 0 or more.

    From logits, so that it stays exact where the probability rounds to 0 or 1. labels, logits, weights (n,). None
    without rows. Raises DataError for unusable rows.
    """
    rows = check_rows(labels, logits, name="logits", weights=weights)
    return weighted_mean(_losses(rows), rows.weights)


def log_loss_interval(
    labels: ArrayLike, logits: ArrayLike, *, weights: ArrayLike | None = None, level: float = 0.95
) -> Interval | None:
    """Log loss with the interval over another draw of rows.

    Takes rows as independent; where few users bring many rows each, ``bootstrap_interval`` over users is the honest
    one. None with fewer than two rows, or where all rows lose the same. Raises DataError.
    """
    rows = check_rows(labels, logits, name="logits", weights=weights)
    return clip_interval(weighted_mean_interval(_losses(rows), rows.weights, level=level), low=0.0, high=np.inf)


def log_loss_difference(
    labels: ArrayLike, a: ArrayLike, b: ArrayLike, *, weights: ArrayLike | None = None, level: float = 0.95
) -> Interval | None:
    """Log loss of logits ``a`` less that of logits ``b`` on the same rows, paired row by row; below 0, ``a`` is better.

    None with fewer than two rows, or where all rows differ by the same amount other than 0. Raises DataError.
    """
    rows_a, rows_b = check_rows(labels, a, name="a", weights=weights), check_rows(labels, b, name="b", weights=weights)
    return weighted_difference_interval(_losses(rows_a) - _losses(rows_b), rows_a.weights, level=level)


def normalised_entropy(labels: ArrayLike, logits: ArrayLike, *, weights: ArrayLike | None = None) -> float | None:
    """Log loss over that of a model which knows only the click rate: below 1 is better than knowing nothing else.

    NE = log loss / -(p log p + (1 - p) log(1 - p)), p the mean label (He et al., ADKDD 2014). Can be compared between
    data sets of unlike click rates, as log loss cannot. None with one class. Raises DataError.
    """
    rows = check_rows(labels, logits, name="logits", weights=weights)
    loss = weighted_mean(_losses(rows), rows.weights)
    rate = weighted_mean(rows.labels, rows.weights)
    if loss is None or rate is None or not rows.have_both_classes:
        return None
    entropy = float(-xlogy(rate, rate) - xlogy(1 - rate, 1 - rate))
    return loss / entropy if entropy > 0 else None


def _losses(rows: Rows) -> Floats:
    losses: Floats = np.logaddexp(0.0, np.where(rows.labels == 1, -rows.scores, rows.scores))
    return losses
