from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.fluctuation_result import FluctuationResult
from clicklens.analysis.overfitting import AlarmRule
from tests.captured_runs import make_captured

RATIO = AlarmRule(signal="fluctuation_ratio", transform="growth", threshold=1.1, skip=0)


def found(**settings: object) -> FluctuationResult:
    return Fluctuation().run(make_captured(rows=600, **settings), FluctuationParams(alarm=RATIO))  # type: ignore[arg-type]


def test_the_alarm_opens_with_the_step_since_when() -> None:
    first = found(overfit_from=400).findings[0]
    assert first.severity == "alarm"
    assert first.text.startswith("Over-fitting since step 500, seen without labels")


def test_a_calm_run_says_what_was_looked_at() -> None:
    first = found().findings[0]
    assert first.severity == "info"
    assert "No alarm of over-fitting up to step 600" in first.text
    assert "fluctuation ratio" in first.text


def test_the_default_signal_is_told_in_words() -> None:
    first = Fluctuation().run(make_captured(rows=600), FluctuationParams()).findings[0]
    assert "loss that the model itself expects on held-out rows" in first.text


def test_the_widest_gap_comes_with_its_interval_and_what_it_was() -> None:
    text = next(finding.text for finding in found(overfit_from=400).findings if finding.severity == "warning")
    assert "times as much on training rows as on test rows; at step" in text
    assert "(" in text


def test_a_gap_within_chance_is_called_that() -> None:
    texts = [finding.text for finding in found().findings]
    assert any(text.endswith("no more than chance explains.") for text in texts)


def test_a_layer_that_hardly_acts_is_a_warning() -> None:
    findings = found(taps={"narrow": 1, "wide": 8}, steps=2).findings
    silent = next(finding for finding in findings if "barely active" in finding.text)
    assert silent.severity == "warning"
    assert silent.text.startswith("1 of the 1 neurons of tap 'narrow'")


def test_without_a_value_of_the_signal_that_is_said() -> None:
    subject = make_captured(steps=1)
    params = FluctuationParams.model_validate({"alarm": {"signal": "churn_ratio"}})
    first = Fluctuation().run(subject, params).findings[0]
    assert (
        first.text == "The alarm of over-fitting could not listen: the churn ratio says nothing at the snapshot kept."
    )
