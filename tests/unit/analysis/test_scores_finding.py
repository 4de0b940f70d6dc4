from clicklens.analysis.captured import Captured
from clicklens.analysis.result import Finding
from clicklens.analysis.score_estimate import Estimate
from clicklens.analysis.scores import ScoresAnalysis, ScoresParams
from clicklens.analysis.scores_finding import scores_findings
from clicklens.analysis.scores_result import ScoresResult
from clicklens.core.interval import Interval
from tests.captured_runs import make_captured


def score(subject: Captured, **settings: object) -> ScoresResult:
    return ScoresAnalysis().run(subject, ScoresParams.model_validate({"draws": 40, **settings}))


def about(result: ScoresResult, words: str) -> Finding:
    return next(finding for finding in scores_findings(result) if words in finding.text)


def changed(result: ScoresResult, **figures: Estimate | float) -> ScoresResult:
    """The result with other figures on test."""
    splits = [
        split.model_copy(update={"scores": split.scores.model_copy(update=figures)}) if split.split == "test" else split
        for split in result.splits
    ]
    return result.model_copy(update={"splits": tuple(splits)})


def estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(value=value, interval=Interval(value=value, low=low, high=high))


CALM = score(make_captured(rows=600), step=300)
WILD = score(make_captured(rows=600, overfit_from=400), step=600)


def test_the_loss_from_train_opens_and_says_which_rows_it_comes_from() -> None:
    first = WILD.findings[0]
    assert first.severity == "warning"
    assert first.text.startswith("At step 600, AUC falls from")
    assert "from clicked rows scored lower" in first.text
    assert "from not-clicked rows scored higher" in first.text


def test_a_gap_within_chance_is_called_that() -> None:
    assert about(CALM, "no more apart than chance explains").severity == "good"


def test_a_gain_from_train_is_no_loss() -> None:
    gap = WILD.gaps[0]
    turned = {
        name: Interval(value=-i.value, low=-i.high, high=-i.low)
        for name in ("gap", "clicked", "not_clicked")
        for i in [getattr(gap, name)]
    }
    result = WILD.model_copy(update={"gaps": (gap.model_copy(update=turned),)})
    finding = about(result, "AUC rises from")
    assert finding.severity == "info"
    assert "from clicked rows scored higher" in finding.text
    assert "-" not in finding.text.replace("not-clicked", "")


def test_a_loss_that_is_all_of_one_class_says_so() -> None:
    gap = WILD.gaps[0].model_copy(update={"not_clicked": Interval(value=-0.01, low=-0.02, high=0.0)})
    finding = about(WILD.model_copy(update={"gaps": (gap,)}), "AUC falls")
    assert finding.text.endswith(": all of it comes from clicked rows scored lower than on train.")


def test_a_wrong_level_is_a_warning_and_says_which_way() -> None:
    finding = about(changed(CALM, pcoc=estimate(1.2, 1.1, 1.3)), "promises 1.20 (1.10 to 1.30)")
    assert finding.severity == "warning"
    assert finding.text.endswith("too many.")
    assert about(changed(CALM, pcoc=estimate(0.8, 0.7, 0.9)), "promises").text.endswith("too few.")
    assert about(changed(CALM, pcoc=estimate(1.01, 1.005, 1.015)), "promises").severity == "info"


def test_a_right_level_hides_no_error_by_range_of_pctr() -> None:
    right = changed(CALM, pcoc=estimate(1.0, 0.9, 1.1), ece=estimate(0.01, 0.0, 0.02), ece_by_chance=0.02)
    assert about(right, "no sign of a wrong level").severity == "good"
    wrong = changed(right, ece=estimate(0.05, 0.04, 0.06))
    assert about(wrong, "right on the whole, wrong by range of pctr").severity == "warning"


def test_the_worst_day_is_a_warning_only_beyond_chance() -> None:
    assert about(CALM, "worst day").severity == "info"
    lead = Interval(value=-0.1, low=-0.2, high=-0.01)
    days = [d.model_copy(update={"against_others": lead}) if d.day == 2 else d for d in CALM.days]
    finding = about(CALM.model_copy(update={"days": tuple(days)}), "worst day")
    assert finding.severity == "warning"
    assert "day 2" in finding.text
    assert "0.1000 ± 0.0950 below the other days, more than chance explains" in finding.text


def test_rows_of_one_class_say_that_there_is_no_auc() -> None:
    nothing = Estimate(value=None, interval=None)
    finding = about(changed(CALM, auc=nothing, pcoc=nothing, clicked=0), "have no click")
    assert finding.severity == "warning"


def test_the_training_split_alone_is_judged_by_itself() -> None:
    result = score(make_captured(steps=1, splits=("train",)))
    assert any("on train, AUC is" in f.text for f in result.findings)
