import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from clicklens.core.errors import DataError
from clicklens.metrics import (
    Metrics,
    auc,
    auc_interval,
    average_precision,
    calibration_curve,
    ece,
    gauc,
    gauc_interval,
    log_loss,
    normalised_entropy,
    pcoc,
    summarise,
)

RANDOM = np.random.default_rng(11)
LOGITS = RANDOM.normal(-2, 1, size=400)
LABELS = (RANDOM.random(400) < expit(LOGITS)).astype(float)
GROUPS = RANDOM.integers(0, 20, size=400)
WEIGHTS = RANDOM.uniform(0.5, 5, size=400)


def test_every_figure_is_the_one_of_its_own_function():
    found = summarise(LABELS, LOGITS, groups=GROUPS, weights=WEIGHTS)
    pctr = expit(LOGITS)
    expected = {
        "rows": 400,
        "label_rate": np.average(LABELS, weights=WEIGHTS),
        "auc": auc(LABELS, LOGITS, weights=WEIGHTS),
        "gauc": gauc(LABELS, LOGITS, GROUPS, weights=WEIGHTS),
        "log_loss": log_loss(LABELS, LOGITS, weights=WEIGHTS),
        "normalised_entropy": normalised_entropy(LABELS, LOGITS, weights=WEIGHTS),
        "pcoc": pcoc(LABELS, pctr, weights=WEIGHTS),
        "ece": ece(LABELS, pctr, weights=WEIGHTS),
        "average_precision": average_precision(LABELS, LOGITS, weights=WEIGHTS),
    }
    assert found.model_dump() == pytest.approx(expected)


def test_without_groups_there_is_no_gauc():
    assert summarise(LABELS, LOGITS).gauc is None


def test_no_rows_have_no_figures():
    found = summarise([], [])
    assert found.rows == 0
    assert set(found.model_dump(exclude={"rows"}).values()) == {None}


def test_one_class_keeps_what_is_still_defined():
    found = summarise([0, 0], [-1.0, -2.0], groups=[1, 1])
    assert found.auc is found.gauc is found.pcoc is found.normalised_entropy is found.average_precision is None
    assert found.label_rate == 0
    assert found.log_loss > 0
    assert found.ece > 0


def test_saturated_logits_are_still_told_apart():
    assert summarise([0, 1, 0, 1], [500.0, 600.0, -1e4, 1e4]).auc == 1


wild = st.tuples(
    st.integers(0, 1),
    st.sampled_from([0.0, 1e-300, 1e-5, -745.0, 800.0, 1e4, -1e4, 1e300, -1e300]),
    st.integers(0, 2),
    st.sampled_from([0.0, 1.0, 3.0, 1e-300, 1e300]),
)


@given(st.lists(wild, max_size=12))
def test_no_finite_input_overflows_or_escapes_its_range(rows):
    labels, logits, groups, weights = (np.array([row[i] for row in rows]) for i in range(4))
    found = summarise(labels, logits, groups=groups.astype(int), weights=weights)
    assert found.rows == len(rows)
    for name in ("label_rate", "auc", "gauc", "ece", "average_precision"):
        figure = getattr(found, name)
        assert figure is None or 0 <= figure <= 1
    calibration_curve(labels, expit(logits), weights=weights)
    gauc_interval(labels, logits, groups.astype(int), weights=weights)
    auc_interval(labels, logits)


def test_figures_survive_json():
    found = summarise(LABELS, LOGITS)
    assert Metrics.model_validate_json(found.to_json()) == found


def test_bad_rows_are_refused():
    with pytest.raises(DataError, match=r"logits\[0\] is nan"):
        summarise([0, 1], [float("nan"), 0])
    with pytest.raises(DataError, match="groups have 1 rows"):
        summarise([0, 1], [0, 1], groups=[1])
