import pytest

from clicklens.analysis.activity import activity
from clicklens.analysis.captured import Captured
from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.fluctuation_result import FluctuationResult
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured


def find(subject: Captured, **settings: object) -> FluctuationResult:
    return Fluctuation().run(subject, FluctuationParams.model_validate(settings))


def test_it_looks_at_the_last_step_against_the_best() -> None:
    subject = make_captured(rows=600, overfit_from=400)
    found = find(subject)
    assert (found.step, found.reference_step, found.held_out) == (600, subject.best_step(), "test")
    assert found.reference_step in (200, 300)


def test_the_reference_is_the_first_step_where_no_best_step_lies_before() -> None:
    found = find(make_captured(steps=3), step=100)
    assert (found.step, found.reference_step) == (100, 100)
    assert not [finding for finding in found.findings if finding.text.startswith("Since")]


def test_the_untrained_model_is_no_reference() -> None:
    assert find(make_captured(steps=(0, 50, 100)), step=100).reference_step == 50
    assert find(make_captured(steps=(0, 50)), step=0).reference_step == 0


def test_memorised_rows_move_layers_more_than_others() -> None:
    found = find(make_captured(rows=600, overfit_from=400))
    for gap in found.gaps:
        assert gap.ratio is not None
        assert gap.ratio.low > 1
        assert gap.reference_ratio is not None
        assert gap.reference_ratio.low < 1 < gap.reference_ratio.high
        assert gap.train_growth is not None
        assert gap.held_out_growth is not None
        assert gap.train_growth.low > gap.held_out_growth.high


def test_the_interval_of_the_ratio_holds_1_where_the_splits_are_alike() -> None:
    held = [find(make_captured(steps=1, taps=1, seed=seed)).gaps[0].ratio for seed in range(30)]
    assert sum(ratio is not None and ratio.low <= 1 <= ratio.high for ratio in held) >= 25


def test_series_has_each_step_split_and_layer_with_its_figures() -> None:
    subject = make_captured(steps=2)
    found = find(subject)
    assert len(found.series) == 2 * 2 * 2
    state = found.series[-1]
    values = subject.states(200, "test").activations["layer_2"]
    assert (state.step, state.split, state.layer, state.neurons) == (200, "test", "layer_2", 7)
    assert state.fluctuation == pytest.approx(activity(values).fluctuation, rel=1e-5)
    assert state.mean_output == pytest.approx(values.mean(), rel=1e-5)
    assert (state.dead, state.barely_active) == (1, 1)


def test_woken_and_silenced_neurons_are_counted_from_the_reference_step() -> None:
    subject = make_captured(steps=2, taps=1)
    first, last = (subject.states(step, "train").neurons["layer_1"] for step in (100, 200))
    first.zero_share[:] = [1, 1, 1, 0, 0, 0, 0, 0]
    last.zero_share[:] = [1, 0, 0, 1, 0, 0, 0, 0]
    first.mean[:] = last.mean[:] = 1.0
    subject.best_step = lambda: 100  # type: ignore[method-assign, assignment, misc]
    gap = find(subject).gaps[0]
    assert (gap.woken, gap.silenced) == (2, 1)


def test_days_are_those_of_held_out_rows() -> None:
    found = find(make_captured(steps=1, days=3))
    assert [(point.day, point.layer) for point in found.days][:3] == [(1, "layer_1"), (1, "layer_2"), (2, "layer_1")]
    assert sum(point.rows for point in found.days if point.layer == "layer_1") == 200
    assert find(make_captured(steps=1, days=None)).days == ()


def test_splits_and_layers_can_be_chosen() -> None:
    found = find(make_captured(steps=2, splits=("train", "validation", "test")), splits=("test",), layers=("layer_2",))
    assert {(state.split, state.layer) for state in found.series} == {("test", "layer_2")}
    assert list(found.rows) == ["test"]
    assert [gap.layer for gap in found.gaps] == ["layer_2"]


def test_what_the_run_lacks_is_named_with_what_it_has() -> None:
    subject = make_captured(steps=2)
    with pytest.raises(NotFoundError, match="no layer 'layer_3'; did you mean 'layer_"):
        find(subject, layers=("layer_3",))
    with pytest.raises(NotFoundError, match="no split 'tests'; did you mean 'test'"):
        find(subject, splits=("tests",))
    with pytest.raises(NotFoundError, match="no snapshot at step 170; the nearest is 200"):
        find(subject, step=170)


@pytest.mark.parametrize(
    ("made", "reason"),
    [({"taps": {}}, "no taps"), ({"splits": ("train",)}, "held-out"), ({"splits": ("validation", "test")}, "'train'")],
)
def test_it_says_what_it_lacks(made: dict[str, object], reason: str) -> None:
    lacking = Fluctuation().lacks(make_captured(steps=1, **made), FluctuationParams())  # type: ignore[arg-type]
    assert lacking is not None
    assert reason in lacking


def test_the_alarm_follows_the_rule_that_is_asked_for() -> None:
    subject = make_captured(rows=600, overfit_from=400)
    ratio = {"signal": "fluctuation_ratio", "transform": "growth", "threshold": 1.1, "skip": 0}
    assert find(subject, alarm=ratio).alarm.rang_at == 500
    assert find(subject, alarm={**ratio, "threshold": 5.0}).alarm.rang_at is None
    assert (
        find(subject, alarm={"signal": "saliency_of_ids", "transform": "rise", "patience": 1}).alarm.rule.patience == 1
    )


def test_a_layer_that_is_silent_has_no_ratio() -> None:
    subject = make_captured(steps=1, taps=1)
    for split in subject.splits:
        states = subject.states(100, split)
        states.activations["layer_1"][:] = 0
        states.neurons["layer_1"].deviation[:] = 0
        states.neurons["layer_1"].mean[:] = 0
        states.neurons["layer_1"].zero_share[:] = 1
    found = find(subject)
    assert found.gaps[0].ratio is None
    assert found.series[0].dead == 8
    assert found.finding.startswith("The alarm of over-fitting could not listen")
    assert found.plot() is not None
