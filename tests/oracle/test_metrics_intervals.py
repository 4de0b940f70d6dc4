"""Intervals against brute force, and against how often they hold a truth that is known.

A share of S simulations that should be 0.95 is itself uncertain by sqrt(0.95 * 0.05 / S). The bounds below leave three
of those for chance and one point in a hundred for the approximation.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit, ndtr

from clicklens.core.interval import Interval
from clicklens.metrics import (
    auc_difference,
    auc_interval,
    bootstrap_interval,
    gauc,
    gauc_difference,
    gauc_interval,
    log_loss,
    log_loss_interval,
    spearman,
)

rows = st.lists(st.tuples(st.integers(0, 1), st.integers(-4, 4), st.integers(-4, 4)), min_size=4, max_size=30)


def structural_components(labels, scores):
    """V10 and V01 of DeLong, Delong & Clarke-Pearson (1988), each pair looked at by itself."""
    clicks, others = scores[labels == 1], scores[labels == 0]
    won = (np.sign(np.subtract.outer(clicks, others)) + 1) / 2  # 1 won, 1/2 tied, 0 lost
    return won.mean(axis=1), won.mean(axis=0)


def variance_of(v10, v01):
    m, n = len(v10), len(v01)
    return sum((v10 - v10.mean()) ** 2) / (m - 1) / m + sum((v01 - v01.mean()) ** 2) / (n - 1) / n


@given(rows)
def test_delong_equals_its_structural_components(triples):
    labels, scores, _ = (np.array(numbers) for numbers in zip(*triples, strict=True))
    interval = auc_interval(labels, scores)
    if interval is None or interval.value in (0, 1):
        return
    v10, v01 = structural_components(labels, scores)
    value = v10.mean()
    reach = 1.959963984540054 * np.sqrt(variance_of(v10, v01)) / (value * (1 - value))
    expected = (value, expit(logit(value) - reach), expit(logit(value) + reach))
    assert (interval.value, interval.low, interval.high) == pytest.approx(expected)


@given(rows)
def test_the_paired_difference_equals_its_structural_components(triples):
    labels, a, b = (np.array(numbers) for numbers in zip(*triples, strict=True))
    interval = auc_difference(labels, a, b)
    if interval is None:
        return
    (a10, a01), (b10, b01) = structural_components(labels, a), structural_components(labels, b)
    reach = 1.959963984540054 * np.sqrt(variance_of(a10 - b10, a01 - b01))
    value = a10.mean() - b10.mean()
    assert interval.value == pytest.approx(value, abs=1e-12)
    assert interval.low == pytest.approx(max(value - reach, -1), abs=1e-12)
    assert interval.high == pytest.approx(min(value + reach, 1), abs=1e-12)


def coverage(interval_of, truth, *, seed, times):
    """The share of simulations whose interval holds the truth; one that is undefined counts as a miss."""
    random = np.random.default_rng(seed)
    found = [interval_of(random) for _ in range(times)]
    return np.mean([i is not None and i.low <= truth <= i.high for i in found])


def clicks_and_scores(random, *, clicks, others, apart):
    labels = np.r_[np.ones(clicks), np.zeros(others)]
    return labels, random.normal(size=clicks + others) + apart * labels


@pytest.mark.parametrize(("clicks", "others", "apart"), [(30, 170, 1.0), (15, 60, 2.5), (100, 100, 0.0)])
def test_delong_holds_the_truth_as_often_as_it_says(clicks, others, apart):
    def interval_of(random):
        return auc_interval(*clicks_and_scores(random, clicks=clicks, others=others, apart=apart))

    held = coverage(interval_of, ndtr(apart / np.sqrt(2)), seed=1, times=1000)  # two unit normals: Phi(d / sqrt 2)
    assert 0.92 <= held <= 0.98


def test_near_one_the_plain_interval_falls_short_where_the_logit_scale_does_not():
    def plain_interval_of(random):
        components = structural_components(*clicks_and_scores(random, clicks=15, others=60, apart=2.5))
        value, reach = components[0].mean(), 1.96 * np.sqrt(variance_of(*components))
        return Interval(value=value, low=value - reach, high=value + reach)

    assert coverage(plain_interval_of, ndtr(2.5 / np.sqrt(2)), seed=1, times=1000) < 0.85


def test_the_bound_for_a_perfect_order_holds_too():
    def interval_of(random):
        return auc_interval(*clicks_and_scores(random, clicks=8, others=8, apart=3.3))

    assert coverage(interval_of, ndtr(3.3 / np.sqrt(2)), seed=2, times=1000) >= 0.92


def test_two_scores_as_good_as_one_another_are_told_apart_no_more_often_than_said():
    def interval_of(random):
        labels = np.r_[np.ones(60), np.zeros(140)]
        shared = random.normal(size=200) + labels
        return auc_difference(labels, shared + random.normal(size=200), shared + random.normal(size=200))

    assert 0.92 <= coverage(interval_of, 0.0, seed=3, times=1000) <= 0.98


def users_and_scores(random, *, users):
    """Rows of users who click more or less and are easier or harder to order, each with 2 to 12 impressions."""
    groups = np.repeat(np.arange(users), random.integers(2, 13, size=users))
    bias, ease = random.normal(size=users)[groups], np.abs(random.normal(size=users))[groups]
    labels = (random.random(len(groups)) < expit(bias)).astype(float)
    noise = random.normal(size=(2, len(groups)))
    return labels, bias + ease * labels + noise[0], bias + ease * labels + noise[1], groups


def test_gauc_over_users_holds_the_truth_as_often_as_it_says():
    labels, scores, _, groups = users_and_scores(np.random.default_rng(0), users=60_000)
    truth = gauc_interval(labels, scores, groups)
    assert truth.high - truth.low < 0.006

    def interval_of(random):
        labels, scores, _, groups = users_and_scores(random, users=150)
        return gauc_interval(labels, scores, groups)

    assert 0.92 <= coverage(interval_of, truth.value, seed=4, times=600) <= 0.98


def test_two_models_as_good_as_one_another_differ_in_gauc_no_more_often_than_said():
    def interval_of(random):
        return gauc_difference(*users_and_scores(random, users=150))

    assert 0.92 <= coverage(interval_of, 0.0, seed=5, times=600) <= 0.98


def test_log_loss_holds_the_truth_as_often_as_it_says():
    def rows_of(random, n):
        logits = random.normal(-1, 1, size=n)
        return (random.random(n) < expit(logits)).astype(float), logits

    truth = log_loss(*rows_of(np.random.default_rng(0), 2_000_000))

    def interval_of(random):
        return log_loss_interval(*rows_of(random, 300))

    assert 0.92 <= coverage(interval_of, truth, seed=6, times=800) <= 0.98


def test_weighted_log_loss_stands_for_the_rows_that_were_sampled_away():
    def rows_of(random, n):
        logits = random.normal(-2, 1, size=n)
        return (random.random(n) < expit(logits)).astype(float), logits

    truth = log_loss(*rows_of(np.random.default_rng(0), 2_000_000))

    def interval_of(random):
        labels, logits = rows_of(random, 1000)
        kept = (labels == 1) | (random.random(1000) < 0.25)  # a quarter of the non-clicks stands for all
        weights = np.where(labels == 1, 1.0, 4.0)
        return log_loss_interval(labels[kept], logits[kept], weights=weights[kept])

    assert 0.92 <= coverage(interval_of, truth, seed=7, times=800) <= 0.98


def test_the_bootstrap_over_users_agrees_with_the_formula_for_gauc():
    labels, a, b, groups = users_and_scores(np.random.default_rng(8), users=300)
    formula = gauc_difference(labels, a, b, groups)
    redrawn = bootstrap_interval(
        lambda rows: gauc(labels[rows], a[rows], groups[rows]) - gauc(labels[rows], b[rows], groups[rows]),
        len(labels),
        seed=0,
        draws=400,
        groups=groups,
    )
    assert redrawn.value == pytest.approx(formula.value)
    assert redrawn.high - redrawn.low == pytest.approx(formula.high - formula.low, rel=0.15)


@pytest.mark.parametrize("n", [10, 20, 40])
@pytest.mark.parametrize("correlation", [0.0, 0.6, 0.9])
def test_spearman_holds_the_truth_as_often_as_it_says(n, correlation):
    def interval_of(random):
        x, noise = random.normal(size=(2, n))
        return spearman(x, correlation * x + np.sqrt(1 - correlation**2) * noise)

    truth = 6 / np.pi * np.arcsin(correlation / 2)  # of a bivariate normal
    assert 0.92 <= coverage(interval_of, truth, seed=9, times=800) <= 0.985
