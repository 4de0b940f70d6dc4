"""Figures that others published or that follow from a distribution whose truth is known."""

import numpy as np
import pytest
from scipy.special import expit, ndtr

from clicklens.metrics import (
    auc,
    auc_difference,
    calibration_curve,
    ece,
    gauc,
    log_loss,
    normalised_entropy,
    pcoc,
    rela_impr,
)

# DIN (arXiv:1706.06978v4), its tables of results: AUC as printed, RelaImpr as printed in per cent.
MOVIELENS = {"LR": (0.7263, -1.61), "Wide&Deep": (0.7304, 0.17), "PNN": (0.7321, 0.91), "DeepFM": (0.7324, 1.04)}
MOVIELENS |= {"DIN": (0.7337, 1.61), "DIN + Dice": (0.7348, 2.09)}
AMAZON = {"LR": (0.7742, -24.34), "Wide&Deep": (0.8637, 0.36), "PNN": (0.8679, 1.52), "DeepFM": (0.8683, 1.63)}
AMAZON |= {"DIN": (0.8818, 5.35), "DIN + Dice": (0.8871, 6.82)}
ALIBABA = {"LR": (0.5738, -23.92), "Wide&Deep": (0.5977, 0.72), "PNN": (0.5983, 1.34), "DeepFM": (0.5993, 2.37)}
ALIBABA |= {"DIN": (0.6029, 6.08), "DIN + MBA": (0.6060, 9.28), "DIN + Dice": (0.6044, 7.63)}
ALIBABA |= {"DIN + MBA + Dice": (0.6083, 11.65)}
TABLES = {"MovieLens": (0.7300, MOVIELENS), "Amazon": (0.8624, AMAZON), "Alibaba": (0.5970, ALIBABA)}


@pytest.mark.parametrize(
    ("base", "value", "printed"),
    [
        pytest.param(base, value, printed, id=f"{table}-{model}")
        for table, (base, models) in TABLES.items()
        for model, (value, printed) in models.items()
    ],
)
def test_rela_impr_gives_every_row_of_dins_tables(base, value, printed):
    assert rela_impr(value, base) * 100 == pytest.approx(printed, abs=0.0051)


def test_two_normals_have_the_auc_that_the_normal_curve_gives():
    random = np.random.default_rng(0)
    labels = (np.arange(400_000) % 4 == 0).astype(float)
    scores = random.normal(size=400_000) + 1.2 * labels
    assert auc(labels, scores) == pytest.approx(ndtr(1.2 / np.sqrt(2)), abs=0.003)


def test_weights_undo_the_sampling_of_rows():
    random = np.random.default_rng(1)
    logits = random.normal(-2, 1.5, size=400_000)
    labels = (random.random(400_000) < expit(logits)).astype(float)
    chance = np.where(labels == 1, 0.9, 0.2) * np.where(logits > -2, 1.0, 0.5)
    kept = random.random(400_000) < chance
    weights = 1 / chance[kept]
    for metric in (auc, log_loss, normalised_entropy):
        assert metric(labels[kept], logits[kept], weights=weights) == pytest.approx(metric(labels, logits), rel=0.01)
    assert auc(labels[kept], logits[kept]) != pytest.approx(auc(labels, logits), rel=0.01)


def test_gauc_ignores_what_only_tells_users_apart():
    random = np.random.default_rng(2)
    groups = np.repeat(np.arange(4000), 20)
    bias = random.normal(0, 2, size=4000)[groups]
    labels = (random.random(80_000) < expit(bias)).astype(float)
    assert auc(labels, bias) > 0.8
    assert gauc(labels, bias, groups) == 0.5  # one score a user: every pair is a tie


def test_a_model_that_says_the_truth_is_calibrated_and_one_that_doubles_the_odds_is_not():
    random = np.random.default_rng(3)
    logits = random.normal(-3, 1, size=200_000)
    labels = (random.random(200_000) < expit(logits)).astype(float)
    doubled = expit(logits + np.log(2))
    assert pcoc(labels, expit(logits)) == pytest.approx(1, abs=0.03)
    assert pcoc(labels, doubled) == pytest.approx(doubled.mean() / expit(logits).mean(), rel=0.03)
    assert ece(labels, expit(logits)) < 0.004
    assert ece(labels, doubled) == pytest.approx((doubled - expit(logits)).mean(), rel=0.05)
    curve = calibration_curve(labels, expit(logits), level=0.999)
    assert all(b.low <= b.pctr <= b.high for b in curve.bins)
    assert not all(b.low <= b.pctr <= b.high for b in calibration_curve(labels, doubled, level=0.999).bins)


def test_the_better_of_two_models_is_found_on_shared_rows_where_separate_intervals_overlap():
    random = np.random.default_rng(4)
    labels = (np.arange(4000) % 5 == 0).astype(float)
    shared = random.normal(size=4000) + labels
    better, worse = shared, shared + 0.4 * random.normal(size=4000)
    assert auc_difference(labels, better, worse).excludes_zero
