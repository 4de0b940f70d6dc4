"""What a comparison says."""

from clicklens.analysis.comparison import compare
from clicklens.analysis.comparison_finding import describe
from clicklens.analysis.comparison_result import Change, Comparison
from clicklens.core.interval import Interval
from tests.captured_runs import make_captured


def with_change(**changes: object) -> Comparison:
    subject = make_captured(steps=2, rows=80)
    plain = compare(subject, subject, step=100, other_step=200, draws=40)
    return plain.model_copy(update={"metrics": (), "shares": (), "fluctuation": (), "moved": (), **changes})


def auc(low: float, high: float) -> tuple[Change, ...]:
    middle = (low + high) / 2
    return (Change(name="auc", before=0.7, after=0.7 + middle, difference=Interval(value=middle, low=low, high=high)),)


def test_a_loss_beyond_chance_is_a_warning_with_its_interval() -> None:
    (finding,) = describe(with_change(metrics=auc(-0.03, -0.01)))
    assert finding.severity == "warning"
    assert "-0.0200 (95% interval -0.0300 to -0.0100): worse, beyond chance" in finding.text


def test_a_gain_beyond_chance_is_good() -> None:
    (finding,) = describe(with_change(metrics=auc(0.01, 0.03)))
    assert (finding.severity, "better, beyond chance" in finding.text) == ("good", True)


def test_a_sure_difference_of_auc_is_also_told_as_a_share_of_the_lead_over_chance() -> None:
    assert "RelaImpr +10.0%" in describe(with_change(metrics=auc(0.01, 0.03)))[0].text
    assert "RelaImpr -10.0%" in describe(with_change(metrics=auc(-0.03, -0.01)))[0].text
    no_lead = Change(name="auc", before=0.45, after=0.6, difference=Interval(value=0.15, low=0.1, high=0.2))
    assert "RelaImpr" not in describe(with_change(metrics=(no_lead,)))[0].text


def test_a_difference_within_chance_is_said_to_be_that() -> None:
    (finding,) = describe(with_change(metrics=auc(-0.01, 0.03)))
    assert (finding.severity, "chance alone could bring" in finding.text) == ("info", True)


def test_a_lower_log_loss_is_better() -> None:
    loss = Change(name="log_loss", before=0.5, after=0.4, difference=Interval(value=-0.1, low=-0.12, high=-0.08))
    assert describe(with_change(metrics=(*auc(-0.01, 0.03), loss)))[1].severity == "good"


def test_without_both_classes_it_says_that_nothing_can_be_judged() -> None:
    assert "one class" in describe(with_change())[0].text


def test_the_field_that_took_over_is_named_with_the_interval_in_points() -> None:
    interval = Interval(value=0.39, low=0.35, high=0.43)
    share = Change(name="user_id", before=0.09, after=0.48, difference=interval)
    said = describe(with_change(metrics=auc(-0.01, 0.03), shares=(share,)))[1].text
    assert "`user_id` changes its share of saliency most: from 9.0% to 48.0%" in said
    assert "+35.0 to +43.0 points" in said


def test_what_may_be_chance_is_not_said_of_fields_and_layers() -> None:
    unsure = Change(name="x", before=0.1, after=0.4, difference=Interval(value=0.3, low=-0.1, high=0.7))
    assert len(describe(with_change(metrics=auc(-0.01, 0.03), shares=(unsure,), fluctuation=(unsure,)))) == 1
