"""Differences of figures and their intervals."""

import numpy as np
import pytest

from clicklens.analysis.comparison_change import FIGURES, fluctuation_changes, metric_changes, share_changes
from clicklens.analysis.rows_at_step import Pair, RowsAtStep
from clicklens.metrics import auc_difference, log_loss_difference, summarise
from tests.captured_runs import make_captured


def pair_of(before: int = 100, after: int = 500, *, draws: int = 60, **options: object) -> Pair:
    subject = make_captured(steps=5, rows=200, **options)
    sides = (RowsAtStep(subject, step, "test", np.arange(200)) for step in (before, after))
    return Pair(*sides, same_rows=True, draws=draws)


def test_figures_agree_with_the_summary_of_metrics() -> None:
    rows = pair_of().before
    expected = summarise(rows.labels, rows.logits, groups=rows.groups)
    weights = np.full(200, 1 / 200)
    for name in ("auc", "gauc", "log_loss", "normalised_entropy", "pcoc", "ece", "average_precision"):
        assert FIGURES[name](rows, weights) == pytest.approx(getattr(expected, name))


def test_auc_and_log_loss_have_the_paired_intervals_of_the_metrics() -> None:
    pair = pair_of()
    changes = {change.name: change for change in metric_changes(pair)}
    labels, before, after = pair.before.labels, pair.before.logits, pair.after.logits
    assert changes["auc"].difference == auc_difference(labels, after, before)
    assert changes["log_loss"].difference == log_loss_difference(labels, after, before, weights=np.ones(200))


def test_with_weights_auc_is_judged_by_redrawn_rows() -> None:
    pair = pair_of(weighted=True)
    change = next(change for change in metric_changes(pair) if change.name == "auc")
    assert change.difference is not None
    assert change.difference.value == pytest.approx((change.after or 0) - (change.before or 0))
    assert change.difference.low < change.difference.value < change.difference.high


def test_every_metric_has_a_difference_equal_to_after_less_before() -> None:
    for change in metric_changes(pair_of()):
        assert change.difference is not None
        assert change.difference.value == pytest.approx(change.after - change.before)


def test_on_the_same_rows_the_click_rate_is_left_out() -> None:
    assert "click_rate" not in {change.name for change in metric_changes(pair_of())}


def test_a_field_that_took_over_has_the_greatest_change_of_share() -> None:
    changes = share_changes(pair_of(overfit_from=300))
    assert changes[0].name == "user_id"
    assert changes[0].difference is not None
    assert changes[0].difference.low > 0
    assert sum(change.before or 0 for change in changes) == pytest.approx(1)


def test_fluctuation_is_the_mean_deviation_of_the_neurons() -> None:
    pair = pair_of()
    changes = fluctuation_changes(pair)
    assert [change.name for change in changes] == ["layer_1", "layer_2"]
    expected = pair.before.activations("layer_1").std(axis=0).mean()
    assert changes[0].before == pytest.approx(expected, rel=1e-6)


def test_a_layer_or_field_that_one_side_lacks_has_no_difference() -> None:
    sides = [make_captured(steps=1, rows=60, taps=taps, gradients=g) for taps, g in ((2, True), (1, False))]
    pair = Pair(*(RowsAtStep(side, 100, "test", np.arange(60)) for side in sides), same_rows=True, draws=40)
    lost = fluctuation_changes(pair)[1]
    assert (lost.name, lost.after, lost.difference) == ("layer_2", None, None)
    assert all(change.after is None and change.before is not None for change in share_changes(pair))
