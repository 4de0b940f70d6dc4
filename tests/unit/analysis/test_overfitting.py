from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.overfitting import DEFAULT_RULE, Alarm, AlarmRule, signals
from clicklens.core.errors import UnavailableError
from tests.captured_runs import make_captured

STEPS = (100, 200, 300, 400, 500)


def frame(values: list[float | None], name: str = "x") -> pd.DataFrame:
    steps = pd.Index([100 * (i + 1) for i in range(len(values))], name="step")
    return pd.DataFrame({name: np.array(values, dtype=float)}, index=steps)


def measured(transform: str, values: list[float], skip: int = 0) -> list[float | None]:
    rule = AlarmRule(signal="x", transform=transform, skip=skip)
    return [None if np.isnan(value) else round(float(value), 6) for value in rule.measure(np.array(values))]


def test_every_signal_has_a_row_a_snapshot() -> None:
    found = signals(make_captured(steps=4, overfit_from=300))
    assert list(found.index) == [100, 200, 300, 400]
    assert {
        "fluctuation_ratio",
        "fluctuation_ratio:layer_2",
        "fluctuation_held_out",
        "correlation_gap",
        "saliency_of_ids",
        "saliency_share:user_id",
        "churn_ratio",
        "persistence_gap",
        "spread_ratio",
        "score_distance_ks",
        "uncertainty_ratio",
        "expected_loss_gap",
    } <= set(found.columns)
    assert found["churn_ratio"].isna().tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    "name", ["fluctuation_ratio", "saliency_of_ids", "spread_ratio", "uncertainty_ratio", "expected_loss_gap"]
)
def test_over_fitting_raises_the_signals_and_learning_does_not(name: str) -> None:
    calm, wild = (signals(make_captured(rows=1000, overfit_from=begun))[name] for begun in (None, 400))
    assert wild.loc[600] > wild.loc[:300].max()
    assert calm.loc[600] - calm.loc[300] < 0.2 * (wild.loc[600] - wild.loc[300])


def test_a_signal_at_a_step_knows_nothing_of_later_ones() -> None:
    whole = signals(make_captured(steps=STEPS, overfit_from=300))
    begun = signals(make_captured(steps=STEPS[:3], overfit_from=300))
    pd.testing.assert_frame_equal(whole.iloc[:3], begun)


def test_no_signal_needs_a_label(monkeypatch: pytest.MonkeyPatch) -> None:
    subject, blind = make_captured(steps=3), make_captured(steps=3)
    monkeypatch.setattr(blind, "states", lambda *asked: replace(subject.states(*asked), labels={}))
    monkeypatch.setattr(blind, "rows", lambda split: subject.rows(split).drop(columns="label:click"))
    pd.testing.assert_frame_equal(signals(subject), signals(blind))


def test_a_run_without_gradients_or_taps_has_the_signals_that_are_left() -> None:
    found = signals(make_captured(steps=2, gradients=False, taps={}))
    assert not [name for name in found if "saliency" in name or "fluctuation" in name]
    assert "spread_ratio" in found


def test_splits_that_are_needed_are_named() -> None:
    with pytest.raises(UnavailableError, match="training split"):
        signals(make_captured(steps=1, splits=("test",)))
    with pytest.raises(UnavailableError, match="held-out"):
        signals(make_captured(steps=1, splits=("train",)))


def test_transforms_by_hand() -> None:
    values = [2.0, 1.0, 4.0, 3.0]
    assert measured("level", values) == values
    assert measured("rise", values) == [0, 0, 3, 2]
    assert measured("growth", values) == [1, 1, 4, 3]
    assert measured("fall", values) == [0, 1, 0, 1]
    assert measured("shrinkage", values) == [1, 2, 1, 1.333333]
    assert measured("rise", values, skip=2) == [None, None, 0, 0]
    assert measured("fall", values, skip=2) == [None, None, 0, 1]


def test_a_surge_is_measured_in_robust_deviations_of_the_earlier_values() -> None:
    # earlier 1 2 3 4: median 2.5, deviations 1.5 0.5 0.5 1.5, their median 1
    assert measured("surge", [1.0, 2.0, 3.0, 4.0, 10.0]) == [None, None, None, None, round(7.5 / 1.4826, 6)]
    assert measured("surge", [1.0, 1.0, 1.0, 1.0, 9.0])[-1] is None


def test_it_rings_when_patience_is_out() -> None:
    rule = AlarmRule(signal="x", transform="level", threshold=1.0, patience=2)
    alarm = rule.ring(frame([2.0, 0.5, 1.5, 1.0, 1.1, 1.2]))
    assert alarm.rang_at == 600  # a value at the threshold is not above it
    assert [point.step for point in alarm.evidence] == [100, 200, 300, 400, 500, 600]
    assert rule.ring(frame([2.0, None, 2.0, 0.0])).rang_at is None


def test_an_unknown_signal_is_named_with_the_nearest() -> None:
    with pytest.raises(UnavailableError, match="did you mean 'fluctuation_ratio'"):
        AlarmRule(signal="fluctuation_ration").ring(frame([1.0], name="fluctuation_ratio"))


@given(
    st.lists(st.one_of(st.none(), st.floats(0.1, 10)), min_size=1, max_size=12),
    st.sampled_from(["level", "rise", "growth", "fall", "shrinkage", "surge"]),
    st.integers(1, 3),
    st.integers(0, 3),
    st.data(),
)
def test_the_alarm_is_causal(
    values: list[float | None], transform: str, patience: int, skip: int, data: st.DataObject
) -> None:
    rule = AlarmRule(signal="x", transform=transform, threshold=1.2, patience=patience, skip=skip)
    seen = data.draw(st.integers(1, len(values)))
    whole, begun = rule.ring(frame(values)), rule.ring(frame(values[:seen]))
    assert whole.evidence[:seen] == begun.evidence
    rang_by_then = whole.rang_at if whole.rang_at is not None and whole.rang_at <= 100 * seen else None
    assert begun.rang_at == rang_by_then


def test_an_alarm_comes_back_from_json() -> None:
    rule = AlarmRule(signal="fluctuation_ratio", transform="growth", threshold=1.1, skip=0)
    alarm = rule.ring(signals(make_captured(overfit_from=300)))
    assert alarm.rang_at is not None
    assert Alarm.model_validate_json(alarm.to_json()) == alarm


def test_the_default_rings_when_a_model_has_become_sure_of_held_out_rows() -> None:
    calm = frame([0.69, 0.66, 0.62, 0.60, 0.57, 0.55, 0.54, 0.54], name="expected_loss_held_out")
    sure = frame([0.69, 0.66, 0.62, 0.60, 0.50, 0.44, 0.40, 0.35], name="expected_loss_held_out")
    assert DEFAULT_RULE.ring(calm).rang_at is None
    assert DEFAULT_RULE.ring(sure).rang_at == 700, "0.60 / 0.44 is the first above 1.34, and the second rings"
    assert DEFAULT_RULE.ring(signals(make_captured(rows=1000, steps=8))).rang_at is None
