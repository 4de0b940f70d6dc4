"""Comparisons against values known by hand, and against draws whose truth is known."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from clicklens.analysis import Captured
from clicklens.analysis.comparison import compare, compare_days
from clicklens.analysis.comparison_result import Change, Comparison
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates, Tap
from tests.captured_runs import RUN_ID, made_up_record, statistics_of
from tests.memory_store import MemoryStore

FIELDS = ("user_id", "city")


def kept(
    labels: NDArray[np.floating], logits: dict[int, NDArray[np.floating]], *, days: NDArray[np.integer] | None = None
) -> Captured:
    """A run whose logits are given, one snapshot a step; the layer's one neuron is the logit, and the gradient of
    user_id is as many times that of city as the step says."""
    n = len(labels)
    store = MemoryStore()
    store.add_run(made_up_record())
    columns = {"example_id": np.arange(n), "weight": np.ones(n, dtype=np.float32), "label:click": labels}
    day = pa.nulls(n, pa.int64()) if days is None else days
    store.put_sample(RUN_ID, "test", pa.table({**columns, "day": day, "group": pa.nulls(n, pa.int64())}))
    for step, values in logits.items():
        column = values.astype(np.float32)[:, None]
        states = SplitStates(
            example_ids=np.arange(n),
            weights=np.ones(n, dtype=np.float32),
            labels={"click": labels.astype(np.float32)},
            logits={"click": column[:, 0]},
            activations={"layer_1": column},
            preactivations={},
            gradients={"user_id": np.full((n, 2), step, np.float32), "city": np.ones((n, 3), np.float32)},
            neurons={"layer_1": statistics_of(column)},
        )
        info = SnapshotInfo(
            run_id=RUN_ID,
            step=step,
            epoch=1,
            taken_at="2026-01-01T00:00:00Z",
            rows={"test": n},
            taps=(Tap(name="layer_1", width=1),),
            tasks=("click",),
            gradient_task="click",
            gradient_fields=FIELDS,
        )
        store.put_snapshot(Snapshot(info=info, splits={"test": states}))
    return Captured(store, RUN_ID)


def figure(result: Comparison, name: str) -> Change:
    found = (*result.metrics, *result.shares, *result.fluctuation)
    return next(change for change in found if change.name == name)


def test_four_rows_solved_by_hand() -> None:
    labels = np.array([1, 0, 1, 0])
    # Before: clicks at 0 and 2, others at 1 and -1: 3 of 4 pairs in order. After: all in order.
    captured = kept(labels, {1: np.array([0.0, 1.0, 2.0, -1.0]), 3: np.array([1.0, -1.0, 1.0, -1.0])})
    result = compare(captured, captured, step=1, other_step=3, draws=40)
    assert (figure(result, "auc").before, figure(result, "auc").after) == (0.75, 1.0)
    softplus = np.log1p(np.exp(np.array([0.0, 1.0, -2.0, -1.0])))  # of -z for clicks, z for others
    assert figure(result, "log_loss").before == pytest.approx(softplus.mean(), abs=1e-6)
    assert figure(result, "log_loss").after == pytest.approx(np.log1p(np.exp(-1)), abs=1e-6)
    # Deviations of 0, 1, 2, -1 and of 1, -1, 1, -1.
    assert figure(result, "layer_1").before == pytest.approx(np.sqrt(1.25))
    assert figure(result, "layer_1").after == pytest.approx(1.0)
    # Both fields see the same slope of pctr, so shares are 1 : 1 and 3 : 1.
    assert (figure(result, "user_id").before, figure(result, "user_id").after) == pytest.approx((0.5, 0.75))
    assert figure(result, "city").difference is not None
    assert figure(result, "city").difference.value == pytest.approx(-0.25)


def test_a_shift_of_the_logits_changes_the_level_and_not_the_order() -> None:
    random = np.random.default_rng(0)
    logits = random.standard_normal(400)
    labels = (random.random(400) < 1 / (1 + np.exp(-logits))).astype(float)
    captured = kept(labels, {1: logits, 2: logits + 1})
    result = compare(captured, captured, step=1, other_step=2, draws=40)
    auc = figure(result, "auc").difference
    assert auc is not None
    assert (auc.value, auc.low, auc.high) == (0.0, 0.0, 0.0)
    expected = (1 / (1 + np.exp(-logits - 1))).sum() / labels.sum()
    assert figure(result, "pcoc").after == pytest.approx(expected, rel=1e-5)
    assert "chance alone" in result.finding


def test_rows_that_moved_most_are_those_that_were_moved() -> None:
    logits = np.zeros(100)
    after = logits.copy()
    after[[17, 63]] = 3.0, -2.0
    captured = kept((np.arange(100) % 2).astype(float), {1: logits, 2: after})
    result = compare(captured, captured, step=1, other_step=2, draws=40)
    assert [row.example_id for row in result.moved[:2]] == [17, 63]
    assert result.moved[0].after == pytest.approx(1 / (1 + np.exp(-3)))
    assert result.moves is not None
    assert result.moves.median == 0


def test_intervals_of_two_alike_models_hold_no_difference_in_nineteen_of_twenty_draws() -> None:
    """Two models that err equally and apart: their AUC differs by chance only."""
    misses, draws = {"auc": 0, "average_precision": 0, "pcoc": 0}, 60
    for seed in range(draws):
        random = np.random.default_rng(seed)
        truth = random.standard_normal(300)
        labels = (random.random(300) < 1 / (1 + np.exp(-truth))).astype(float)
        first, second = (truth + 0.7 * random.standard_normal(300) for _ in range(2))
        captured = kept(labels, {1: first, 2: second})
        result = compare(captured, captured, step=1, other_step=2, draws=100, seed=seed)
        for name in misses:
            difference = figure(result, name).difference
            assert difference is not None
            misses[name] += difference.excludes_zero
    # Binomial(60, 0.05) is above 9 once in 600 times.
    assert max(misses.values()) <= 9, misses


def test_intervals_of_two_days_are_wider_than_those_of_the_same_rows() -> None:
    random = np.random.default_rng(1)
    truth = random.standard_normal(600)
    labels = (random.random(600) < 1 / (1 + np.exp(-truth))).astype(float)
    captured = kept(labels, {1: truth, 2: truth + 0.1 * random.standard_normal(600)}, days=np.arange(600) % 2)
    paired = figure(compare(captured, captured, step=1, other_step=2, draws=100), "auc").difference
    days = figure(compare_days(captured, 0, 1, 1, draws=100), "auc").difference
    assert paired is not None
    assert days is not None
    assert days.high - days.low > 3 * (paired.high - paired.low)
