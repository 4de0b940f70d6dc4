from dataclasses import replace

import numpy as np
import pytest

from clicklens.analysis.captured import Captured
from clicklens.analysis.scores import ScoresAnalysis, ScoresParams, difference
from clicklens.analysis.scores_result import ScoresResult
from clicklens.core.errors import NotFoundError
from clicklens.core.interval import Interval
from tests.captured_runs import make_captured


def score(subject: Captured, **settings: object) -> ScoresResult:
    return ScoresAnalysis().run(subject, ScoresParams.model_validate({"draws": 40, **settings}))


def test_it_looks_at_the_best_step_or_the_one_asked_for() -> None:
    subject = make_captured(rows=400, overfit_from=400)
    assert score(subject).step == subject.best_step()
    assert score(subject, step=600).step == 600


def test_a_run_of_the_training_split_alone_is_scored_at_its_last_step() -> None:
    found = score(make_captured(steps=2, splits=("train",)))
    assert (found.step, list(found.rows), found.gaps) == (200, ["train"], ())


def test_memorised_rows_have_a_gap_to_others_and_none_have_not() -> None:
    subject = make_captured(rows=600, overfit_from=400)
    assert score(subject, step=600).gaps[0].gap.low > 0.1
    assert not score(subject, step=200).gaps[0].gap.excludes_zero


def test_each_day_is_held_against_the_others() -> None:
    found = score(make_captured(steps=1, days=3))
    test = [day for day in found.days if day.split == "test"]
    assert [day.day for day in test] == [1, 2, 3]
    assert sum(day.scores.rows for day in test) == found.rows["test"]
    levels = [day.against_others.level for day in test if day.against_others is not None]
    assert levels == pytest.approx([1 - 0.05 / 3] * 3)
    train = next(day for day in found.days if day.split == "train")
    assert train.against_others is None
    assert train.scores == found.of("train").scores


def test_rows_without_days_have_none() -> None:
    assert score(make_captured(steps=1, days=None)).days == ()


def test_densities_are_over_the_click_rate_of_training() -> None:
    subject = make_captured(steps=1)
    rate = subject.rows("train")["label:click"].mean()
    assert score(subject, splits=("test",)).density.base_rate == pytest.approx(rate)


def test_without_evaluations_the_sample_gives_the_rate_and_there_is_no_trajectory() -> None:
    subject = make_captured(steps=2)
    subject.store._metrics.clear()  # type: ignore[attr-defined]
    found = score(subject)
    assert found.trajectory == ()
    assert found.step == 200
    assert found.density.base_rate == pytest.approx(subject.rows("train")["label:click"].mean())


def test_the_trajectory_is_that_of_the_evaluations() -> None:
    found = score(make_captured(steps=3))
    assert [(point.step, point.split) for point in found.trajectory][:3] == [
        (100, "test"),
        (100, "train"),
        (200, "test"),
    ]
    assert found.trajectory[0].values["auc"] == pytest.approx(
        score(make_captured(steps=3), step=100).of("test").scores.auc.value
    )


def test_unequal_weights_are_said() -> None:
    assert score(make_captured(steps=1, weighted=True)).weighted
    assert not score(make_captured(steps=1)).weighted


def test_what_the_run_lacks_is_named() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'train'"):
        score(make_captured(steps=1), splits=("trian",))
    with pytest.raises(NotFoundError, match="the nearest is 200"):
        score(make_captured(steps=2), step=230)


def test_rows_without_weight_are_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = make_captured(steps=1)
    assert ScoresAnalysis().lacks(subject, ScoresParams()) is None
    known = subject.states
    monkeypatch.setattr(subject, "states", lambda *asked: replace(known(*asked), weights=np.zeros(200)))
    assert "'train' has none of weight above 0" in str(ScoresAnalysis().lacks(subject, ScoresParams()))


def test_a_difference_of_two_figures_by_hand() -> None:
    a, b = Interval(value=0.7, low=0.66, high=0.72), Interval(value=0.6, low=0.57, high=0.64)
    found = difference(a, b)
    assert (found.value, found.low, found.high) == pytest.approx(
        (0.1, 0.1 - (0.04**2 + 0.04**2) ** 0.5, 0.1 + (0.02**2 + 0.03**2) ** 0.5)
    )
