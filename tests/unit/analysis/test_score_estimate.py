import numpy as np
import pytest

from clicklens.analysis.score_estimate import ScoredRows, Scores, auc_range, measure, redrawn_auc, scored_rows
from clicklens.metrics import auc, auc_interval, log_loss, pcoc
from tests.captured_runs import make_captured


def made_up_rows(n: int = 400, *, seed: int = 0, weights: object = None, shift: float = 0.0) -> ScoredRows:
    """Rows whose pctr is true, or off by ``shift`` on the logit scale."""
    random = np.random.default_rng(seed)
    logits = random.standard_normal(n) - 1
    labels = (random.random(n) < 1 / (1 + np.exp(-logits))).astype(float)
    return ScoredRows(labels, logits + shift, np.ones(n) if weights is None else np.asarray(weights, float), None, None)


def measured(rows: ScoredRows) -> Scores:
    return measure(rows, draws=80, seed=0)


def test_figures_are_those_of_the_metrics() -> None:
    rows = made_up_rows()
    found = measured(rows)
    assert (found.rows, found.clicked) == (400, int(rows.labels.sum()))
    assert found.auc.interval == auc_interval(rows.labels, rows.logits)
    assert found.log_loss.value == pytest.approx(log_loss(rows.labels, rows.logits))
    assert found.pcoc.value == pytest.approx(pcoc(rows.labels, rows.pctr))
    assert (found.gauc.value, found.gauc.interval) == (None, None)


def test_every_figure_lies_within_its_interval() -> None:
    found = measured(scored_rows(make_captured(steps=1, rows=400), 100, "test"))
    for name in Scores.model_fields:
        estimate = getattr(found, name)
        if hasattr(estimate, "interval"):
            assert estimate.interval is not None, name
            assert estimate.interval.value == pytest.approx(estimate.value)
            assert estimate.interval.low <= estimate.value <= estimate.interval.high


def test_weights_are_honoured() -> None:
    weights = np.where(np.arange(300) % 3 == 0, 3.0, 1.0)
    rows = made_up_rows(300, weights=weights)
    repeated = ScoredRows(
        *(np.repeat(values, weights.astype(int)) for values in (rows.labels, rows.logits)), np.ones(500), None, None
    )
    found, same = measured(rows), measured(repeated)
    for name in ("auc", "log_loss", "pcoc", "normalised_entropy", "average_precision"):
        assert getattr(found, name).value == pytest.approx(getattr(same, name).value), name
    assert found.auc.interval is not None
    assert found.auc.interval.value == pytest.approx(found.auc.value)
    assert found.auc.interval.high - found.auc.interval.low > 0.02


def test_the_interval_of_weighted_rows_is_about_that_of_delong_where_weights_hardly_differ() -> None:
    weights = np.ones(800)
    weights[0] = 1.001
    rows = made_up_rows(800, weights=weights)
    drawn = auc_range(rows, rows.redraws(draws=400, seed=0))
    exact = auc_interval(rows.labels, rows.logits)
    assert drawn is not None
    assert exact is not None
    assert drawn.high - drawn.low == pytest.approx(exact.high - exact.low, rel=0.2)


def test_a_true_model_stays_below_the_calibration_error_of_chance_and_a_wrong_one_does_not() -> None:
    true = [measured(made_up_rows(seed=seed)) for seed in range(20)]
    wrong = measured(made_up_rows(shift=0.8))
    assert sum((found.ece.value or 0) <= (found.ece_by_chance or 0) for found in true) >= 16
    assert (wrong.ece.value or 0) > (wrong.ece_by_chance or 0)


def test_the_interval_of_the_calibration_error_reaches_below_it_since_chance_lifts_it() -> None:
    found = measured(made_up_rows()).ece
    assert found.interval is not None
    assert found.value is not None
    assert found.value - found.interval.low > found.interval.high - found.value


def test_rows_of_one_class_have_no_order() -> None:
    rows = made_up_rows()
    found = measured(rows.take(rows.labels == 0))
    assert (found.auc.value, found.auc.interval, found.pcoc.value, found.pcoc.interval) == (None, None, None, None)
    assert found.log_loss.interval is not None


def test_redrawn_auc_is_the_auc_of_each_draw() -> None:
    random = np.random.default_rng(0)
    labels, scores = np.arange(30) < 12, random.integers(0, 6, 30).astype(float)
    weights = random.integers(0, 3, (4, 30)).astype(float)
    drawn = redrawn_auc(scores[labels], scores[~labels], weights[:, labels], weights[:, ~labels])
    assert drawn == pytest.approx([auc(labels, scores, weights=row) for row in weights])


def test_a_draw_without_weight_on_a_side_is_not_a_number() -> None:
    assert np.isnan(redrawn_auc(np.array([1.0]), np.array([0.0]), np.array([[0.0]]), np.array([[1.0]]))).all()


def test_rows_without_a_group_or_day_have_none() -> None:
    rows = scored_rows(make_captured(steps=1, days=None, groups=False), 100, "train")
    assert rows.groups is None
    assert rows.days is None
    assert scored_rows(make_captured(steps=1), 100, "test").take(np.arange(200) < 3).days.tolist() == [1, 1, 1]  # type: ignore[union-attr]
