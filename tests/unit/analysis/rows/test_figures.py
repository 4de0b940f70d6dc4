import numpy as np
import pytest
from scipy.special import expit, logit

from clicklens.analysis.rows.figures import Judge, Parts
from clicklens.metrics import auc_interval, log_loss, log_loss_interval, pcoc

LABELS = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0])
PCTR = np.array([0.8, 0.3, 0.4, 0.5, 0.1, 0.9])
FIRST = np.array([True, True, True, True, False, False])


def judged(chosen: np.ndarray, *, weights: np.ndarray | None = None, labels: np.ndarray = LABELS) -> Parts:
    return Judge(labels, logit(PCTR), np.ones(6) if weights is None else weights, None).parts(chosen)


def test_a_selection_by_hand() -> None:
    found = judged(FIRST).selection
    assert (found.rows, found.clicked, found.share) == (4, 2, pytest.approx(4 / 6))
    assert found.rate.value == pytest.approx(0.5)
    assert found.mean_pctr.value == pytest.approx(0.5)
    assert found.pcoc.value == pytest.approx(1.0)
    assert found.auc.value == pytest.approx(0.75)  # of four pairs, 0.4 against 0.5 is in the wrong order
    assert found.log_loss.value == pytest.approx(-np.log([0.8, 0.7, 0.4, 0.5]).mean())


def test_the_rest_is_all_other_rows() -> None:
    found = judged(FIRST)
    assert (found.rest.rows, found.rest.clicked) == (2, 1)
    assert judged(~FIRST).rest == found.selection


def test_weights_make_rows_stand_for_more() -> None:
    weights = np.array([1.0, 4.0, 1.0, 1.0, 1.0, 1.0])
    found = judged(FIRST, weights=weights).selection
    assert found.rate.value == pytest.approx(2 / 7)
    assert found.share == pytest.approx(7 / 9)
    assert found.log_loss.value == pytest.approx(log_loss(LABELS[:4], logit(PCTR[:4]), weights=weights[:4]))
    assert found.pcoc.value == pytest.approx(pcoc(LABELS[:4], PCTR[:4], weights=weights[:4]))


def test_what_is_undefined_is_none_with_its_reason() -> None:
    clicked = judged(LABELS == 1)
    assert (clicked.selection.auc.value, clicked.selection.auc.reason) == (None, "all rows are clicked")
    assert clicked.rest.auc.reason == "all rows are not clicked"
    assert (clicked.rest.pcoc.value, clicked.rest.pcoc.reason) == (None, "no row is clicked")
    assert (clicked.selection.rate.value, clicked.selection.rate.interval) == (1.0, None)
    assert clicked.differences.auc is None


def test_an_empty_selection_says_so_everywhere() -> None:
    found = judged(np.zeros(6, dtype=bool))
    assert found.selection.rows == 0
    assert found.selection.share == 0.0
    for name in ("rate", "mean_pctr", "auc", "log_loss", "pcoc"):
        estimate = getattr(found.selection, name)
        assert (estimate.value, estimate.interval, estimate.reason) == (None, None, "there are no rows")
    assert found.rest.rows == 6
    assert found.differences.rate is None


def test_no_rows_at_all() -> None:
    empty = np.array([])
    found = Judge(empty, empty, empty, None).parts(np.array([], dtype=bool))
    assert (found.selection.rows, found.rest.rows, found.selection.share) == (0, 0, 0.0)


def test_intervals_are_those_of_the_metrics_where_rows_weigh_alike() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(size=500)
    labels = (random.random(500) < expit(logits)).astype(float)
    chosen = random.random(500) < 0.5
    found = Judge(labels, logits, np.ones(500), None).parts(chosen)
    assert found.selection.auc.interval == auc_interval(labels[chosen], logits[chosen])
    expected = log_loss_interval(labels[chosen], logits[chosen])
    assert found.selection.log_loss.interval is not None
    assert expected is not None
    assert found.selection.log_loss.interval.reach == pytest.approx(expected.reach, rel=1e-6)


def test_two_halves_of_the_same_kind_do_not_differ_and_a_flipped_one_does() -> None:
    random = np.random.default_rng(1)
    logits = random.normal(size=4000)
    labels = (random.random(4000) < expit(logits)).astype(float)
    chosen = random.random(4000) < 0.5
    same = Judge(labels, logits, np.ones(4000), None).parts(chosen)
    assert same.differences.auc is not None
    assert not same.differences.auc.excludes_zero
    flipped = Judge(labels, np.where(chosen, -logits, logits), np.ones(4000), None).parts(chosen)
    assert flipped.differences.auc is not None
    assert flipped.differences.auc.high < 0


def test_users_widen_what_their_rows_share() -> None:
    random = np.random.default_rng(2)
    users = np.repeat(np.arange(60), 20)
    clicked = np.repeat(random.random(60) < 0.5, 20).astype(float)
    logits = random.normal(size=1200)
    chosen = users < 40
    by_row = Judge(clicked, logits, np.ones(1200), None).parts(chosen).selection.rate.interval
    by_user = Judge(clicked, logits, np.ones(1200), users).parts(chosen).selection.rate.interval
    assert by_row is not None
    assert by_user is not None
    assert by_user.reach == pytest.approx(by_row.reach * np.sqrt(20), rel=0.05)
