import pytest

from clicklens.analysis.captured import Captured
from clicklens.analysis.catalog import ANALYSES, analyze, find_analysis
from clicklens.core.errors import ConfigError, NotFoundError, UnavailableError
from tests.captured_runs import RUN_ID, make_captured


def test_each_analysis_stands_under_its_kind() -> None:
    assert {"scores", "fluctuation"} <= set(ANALYSES)
    assert all(analysis.kind == kind for kind, analysis in ANALYSES.items())


def test_a_misspelt_kind_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="no analysis 'fluctuations'; did you mean 'fluctuation'"):
        find_analysis("fluctuations")


def test_a_misspelt_setting_is_named_with_its_source() -> None:
    with pytest.raises(ConfigError, match="analyze fluctuation: unknown setting 'stepp'; did you mean 'step'"):
        analyze(make_captured(steps=1), "fluctuation", {"stepp": 1})


def test_what_is_missing_is_said_with_the_run() -> None:
    with pytest.raises(UnavailableError, match=f"fluctuation is not available for run '{RUN_ID}': needs a held-out"):
        analyze(make_captured(steps=1, splits=("train",)), "fluctuation")


def test_a_kept_result_is_read_and_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = make_captured(steps=2)
    first = analyze(subject, "fluctuation")
    monkeypatch.setattr(type(ANALYSES["fluctuation"]), "run", _refuse)
    assert analyze(subject, "fluctuation") == first
    with pytest.raises(AssertionError, match="made again"):
        analyze(subject, "fluctuation", fresh=True)
    with pytest.raises(AssertionError, match="made again"):
        analyze(subject, "fluctuation", {"step": 100})


def test_a_run_that_trained_on_is_looked_at_again() -> None:
    longer = make_captured(steps=2)
    snapshots = longer.store._snapshots  # type: ignore[attr-defined]
    later = {key: snapshots.pop(key) for key in list(snapshots) if key[1] == 200}
    begun = Captured(longer.store, RUN_ID)
    assert analyze(begun, "fluctuation").step == 100  # type: ignore[attr-defined]
    snapshots.update(later)
    assert analyze(Captured(longer.store, RUN_ID), "fluctuation").step == 200  # type: ignore[attr-defined]


def _refuse(*asked: object) -> None:
    raise AssertionError("made again")


def test_what_is_asked_of_the_model_says_where() -> None:
    with pytest.raises(NotFoundError, match="asked of the model itself: clicklens interactions RUN"):
        find_analysis("interactions")
