import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from clicklens.analysis import overfitting_signal as signal
from tests.captured_runs import make_captured

EQUAL = np.full(4, 0.25)


def test_each_signal_has_a_value_for_each_step_and_layer_or_field() -> None:
    subject = make_captured(steps=3, taps=3)
    assert signal.fluctuation_by_layer(subject, "train").shape == (3, 3)
    assert signal.correlation_by_layer(subject, "test").shape == (3, 3)
    assert signal.barely_active_by_layer(subject, "train") == pytest.approx(np.array([[1 / 8, 1 / 7, 1 / 6]] * 3))
    assert signal.saliency_shares(subject, "test").shape == (3, 4)
    assert signal.logit_paths(subject, "test").shape == (3, 200)


def test_without_values_before_the_nonlinearity_correlation_is_not_a_number() -> None:
    assert np.isnan(signal.correlation_by_layer(make_captured(steps=2, preactivations=False), "test")).all()


def test_saliency_shares_sum_to_one_and_follow_the_names_of_the_fields() -> None:
    subject = make_captured(steps=4, rows=600, overfit_from=300)
    shares = signal.saliency_shares(subject, "test")
    assert shares.sum(axis=1) == pytest.approx(np.ones(4))
    user = subject.info(100).gradient_fields.index("user_id")
    assert shares[1, user] == pytest.approx(0.1, abs=0.02)  # one of 1 + 2 + 3 + 4 parts
    assert shares[3, user] > 0.5


def test_a_field_of_many_values_is_like_an_id() -> None:
    assert signal.fields_of_many_ids(make_captured(steps=1, rows=400)) == ("user_id",)
    assert signal.fields_of_many_ids(make_captured(steps=1, rows=40)) == ("user_id", "city", "item_id", "hour")
    assert signal.fields_of_many_ids(make_captured(steps=1, gradients=False)) == ()


def test_a_run_of_one_snapshot_has_no_moves() -> None:
    paths = np.zeros((1, 4))
    for measure in (signal.churn, signal.churn_unexplained, signal.persistence):
        assert measure(paths, EQUAL).shape == (1,)
        assert np.isnan(measure(paths, EQUAL)).all()


def test_a_stretch_of_the_scores_is_explained_and_a_shift_is_no_churn() -> None:
    paths = np.array([[0.0, 1.0, 2.0, 5.0], [0.0, 3.0, 6.0, 15.0], [1.0, 4.0, 7.0, 16.0]])
    assert signal.churn_unexplained(paths, EQUAL)[1] == pytest.approx(0.0, abs=1e-6)
    assert signal.churn(paths, EQUAL)[2] == pytest.approx(0.0)


def test_an_undecided_model_expects_the_loss_of_a_coin() -> None:
    assert signal.expected_loss(np.zeros((1, 4)), EQUAL) == pytest.approx([np.log(2)])
    assert signal.uncertainty(np.zeros((1, 4)), EQUAL) == pytest.approx([0.25])


def test_a_certain_model_expects_no_loss_however_large_its_logits() -> None:
    certain = np.array([[-800.0, 800.0, -800.0, 800.0]])
    assert signal.expected_loss(certain, EQUAL) == pytest.approx([0.0])
    assert signal.uncertainty(certain, EQUAL) == pytest.approx([0.0])


def test_weights_count_rows() -> None:
    paths = np.array([[0.0, 1.0, 3.0], [1.0, -1.0, 3.0]])
    weights, repeated = np.array([0.25, 0.5, 0.25]), np.array([0, 1, 1, 2])
    assert signal.spread(paths, weights) == pytest.approx(signal.spread(paths[:, repeated], EQUAL))
    assert signal.churn(paths, weights)[1] == pytest.approx(signal.churn(paths[:, repeated], EQUAL)[1])
    other = np.zeros((2, 4))
    weighed = signal.score_distance(paths, other, weights, EQUAL)[:, 0]
    assert weighed == pytest.approx(signal.score_distance(paths[:, repeated], other, EQUAL, EQUAL)[:, 0])


def test_equal_scores_are_no_distance_apart() -> None:
    paths = np.array([[0.0, 0.0, 1.0, 1.0]])
    assert signal.score_distance(paths, paths, EQUAL, EQUAL)[0] == pytest.approx([0.0, 0.0])


def test_the_distance_of_scores_is_that_of_scipy() -> None:
    random = np.random.default_rng(0)
    a, b = np.round(random.normal(size=300), 1), np.round(random.normal(size=200) + 0.3, 1)  # with ties
    shares = [drawn / drawn.sum() for drawn in (random.random(300), random.random(200))]
    found = signal.score_distance(a[None], b[None], *shares)
    assert found[0, 1] == pytest.approx(wasserstein_distance(a, b, *shares) / signal.spread(b[None], shares[1])[0])
