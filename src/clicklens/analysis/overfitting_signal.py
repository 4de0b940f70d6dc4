"""What can be seen of over-fitting without a label, each from the snapshots of a run.

T snapshots, n rows of a split's sample, K taps, F fields, oldest step and input side first. A value at a step stands on
that step's snapshot and earlier ones only. A value that does not exist (a silent layer, the first step's move) is NaN.
Sampling weights are kept to throughout.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from clicklens.analysis.captured import Captured
from clicklens.analysis.redraws import quotient
from clicklens.analysis.row_saliency import row_saliency, shares
from clicklens.data.split import TRAIN
from clicklens.metrics.expected_loss import expected_loss as expected_loss

# Not the rule by which saliency warns (``leaning.ROWS_AN_ID``), though both ask where ids can be learnt by heart. That
# one names single fields, each of which must then grow beyond doubt, so it may suspect many, and it counts the ids in a
# cell. This one picks the fields that are summed into a signal, on which the study of the alarm stands: it takes fewer,
# counts by row, so that a history is among them, and falls back on the field of most values, so that every run has it.
MANY_IDS = 0.1  # distinct values a row of the training sample, from which a field's ids can be learnt by heart

Floats = NDArray[np.float64]


def fluctuation_by_layer(subject: Captured, split: str) -> Floats:
    """(T, K) S_k, the average fluctuation: how far a layer's neurons move from row to row (DeepInsight).

    On memorised rows layers move more than on rows never seen; train over held-out tells.
    """
    taps = subject.taps()
    return np.array([[subject.activity(step, split, tap).fluctuation for tap in taps] for step in subject.steps])


def barely_active_by_layer(subject: Captured, split: str) -> Floats:
    """(T, K) share of neurons that hardly ever act, 0 to 1. Over-fitting wakes them."""
    taps = subject.taps()
    quiet = [[subject.activity(step, split, tap).is_barely_active for tap in taps] for step in subject.steps]
    return np.array([[neurons.mean() for neurons in layers] for layers in quiet])


def correlation_by_layer(subject: Captured, split: str) -> Floats:
    """(T, K) C_k before the non-linearity. It falls once neurons go their own ways to learn single rows."""
    taps = subject.taps()
    found = [[subject.correlation(step, split, tap) for tap in taps] for step in subject.steps]
    return np.array(found, dtype=np.float64)  # None becomes NaN


def saliency_shares(subject: Captured, split: str) -> Floats:
    """(T, F) each field's share of the mean |dPctr/dh0|; rows sum to 1. Fields as ``gradient_fields`` has them."""
    weights = row_shares(subject, split)
    fields = subject.info(subject.steps[0]).gradient_fields
    states = (subject.states(step, split) for step in subject.steps)
    means = np.array([weights @ row_saliency(state, task=subject.task, fields=fields) for state in states])  # (T, F)
    return shares(means)


def fields_of_many_ids(subject: Captured) -> tuple[str, ...]:
    """Fields with gradients whose values could be learnt by heart: more than a tenth as many values as sampled rows.

    Where no field has that many, the one with the most.
    """
    rows = subject.rows(TRAIN)
    kept = subject.info(subject.steps[0]).gradient_fields
    categorical = [f.name for f in subject.run.features.embedded_fields if f.name in kept and f"field:{f.name}" in rows]
    values = {name: rows[f"field:{name}"].explode().nunique() for name in categorical}
    found = tuple(name for name, count in values.items() if count > MANY_IDS * len(rows))
    return found or tuple(sorted(values, key=lambda name: -values[name])[:1])


def logit_paths(subject: Captured, split: str) -> Floats:
    """(T, n) each row's logit through training: what the functions below look at."""
    return np.array([subject.logits(step, split) for step in subject.steps], dtype=np.float64)


def churn(paths: Floats, weights: Floats) -> Floats:
    """(T,) how far rows move against one another between snapshots: sd over rows of z_t - z_(t-1). NaN at the first."""
    return _led_by_nan(_deviation(np.diff(paths, axis=0), weights), len(paths))


def churn_unexplained(paths: Floats, weights: Floats) -> Floats:
    """(T,) churn that is no stretching of the scores: sd of what is left of z_t - z_(t-1) after a line in z_(t-1).

    Learning what rows share stretches scores; learning single rows shuffles them. NaN at the first.
    """
    moves = np.diff(paths, axis=0)
    explained = np.square(_correlation(paths[:-1], moves, weights))
    return _led_by_nan(_deviation(moves, weights) * np.sqrt(np.maximum(1 - explained, 0.0)), len(paths))


def persistence(paths: Floats, weights: Floats) -> Floats:
    """(T,) whether rows go on where they went: r over rows of one move with the next, -1 to 1. NaN at the first two.

    Rows that are learnt by heart are pushed the same way, epoch after epoch; rows never seen are shaken.
    """
    moves = np.diff(paths, axis=0)
    return _led_by_nan(_correlation(moves[:-1], moves[1:], weights), len(paths))


def spread(paths: Floats, weights: Floats) -> Floats:
    """(T,) sd of the logits over rows. Memorised rows are told apart more boldly than others."""
    return _deviation(paths, weights)


def uncertainty(paths: Floats, weights: Floats) -> Floats:
    """(T,) mean p (1 - p), 0 to 0.25: the variance of clicks that the model itself expects."""
    expected: Floats = (expit(paths) * expit(-paths)) @ weights
    return expected


def score_distance(train: Floats, held_out: Floats, train_weights: Floats, held_out_weights: Floats) -> Floats:
    """(T, 2) how far apart the logits of the two splits lie: Kolmogorov-Smirnov's largest gap of the distributions
    (0 to 1), and Wasserstein's distance in deviations of the held-out logits."""
    found = np.array([_distances(a, b, train_weights, held_out_weights) for a, b in zip(train, held_out, strict=True)])
    return np.stack([found[:, 0], quotient(found[:, 1], spread(held_out, held_out_weights))], axis=1)


def row_shares(subject: Captured, split: str) -> Floats:
    """(n,) what each row of the sample counts for; sums to 1"""
    weights = np.asarray(subject.states(subject.steps[0], split).weights, dtype=np.float64)
    shares: Floats = weights / weights.sum()
    return shares


def _deviation(values: Floats, weights: Floats) -> Floats:
    """(T, n) -> (T,)"""
    centred = values - (values @ weights)[:, None]
    deviation: Floats = np.sqrt(np.square(centred) @ weights)
    return deviation


def _correlation(a: Floats, b: Floats, weights: Floats) -> Floats:
    """Pearson's r of each pair of rows of a and b: (T, n), (T, n) -> (T,)"""
    a, b = a - (a @ weights)[:, None], b - (b @ weights)[:, None]
    return quotient((a * b) @ weights, np.sqrt((np.square(a) @ weights) * (np.square(b) @ weights)))


def _distances(a: Floats, b: Floats, a_weights: Floats, b_weights: Floats) -> tuple[float, float]:
    """The largest gap max |F_a - F_b| of the two distributions, and the area ∫ |F_a - F_b| between them."""
    values = np.concatenate([a, b])
    order = np.argsort(values, kind="stable")
    gap = np.abs(np.cumsum(np.concatenate([a_weights, -b_weights])[order]))
    apart = np.diff(values[order])
    last_of_tie = np.append(apart > 0, True)
    return float(gap[last_of_tie].max()), float(gap[:-1] @ apart)


def _led_by_nan(values: Floats, steps: int) -> Floats:
    """Values of the last steps, NaN for those before: (T - 1,) or (T - 2,) -> (T,)"""
    return np.concatenate([np.full(steps - len(values), np.nan), values])
