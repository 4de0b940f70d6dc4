"""What analyses had to say, or why they had nothing."""

from clicklens.analysis import ANALYSES, analyze
from clicklens.analysis.catalog import kept_result
from clicklens.report.answer import OF_ONE, ask, ask_all, ask_for_words
from tests.captured_runs import make_captured


def test_every_analysis_of_the_catalogue_is_asked_in_its_order_and_told_of() -> None:
    told: list[str] = []
    answers = ask_all(make_captured(steps=3, rows=80), progress=told.append)
    assert [answer.kind for answer in answers] == told == [kind for kind in ANALYSES if kind not in OF_ONE]
    assert all(answer.question == ANALYSES[answer.kind].question for answer in answers)


def test_an_answer_has_either_a_result_or_a_reason() -> None:
    for answer in ask_all(make_captured(steps=3, rows=80, gradients=False, splits=("train",))):
        assert (answer.result is None) == bool(answer.reason)


def test_what_the_run_did_not_keep_becomes_the_reason() -> None:
    answer = ask(make_captured(steps=2, rows=80, splits=("train",)), "fluctuation")
    assert answer.result is None
    assert "fluctuation is not available for run 'made-up'" in answer.reason


def test_where_only_words_are_wanted_they_are_those_of_the_defaults_at_less_cost() -> None:
    subject = make_captured(steps=6, rows=120, overfit_from=300)
    brief = ask_for_words(subject)
    assert kept_result(subject, "probe") is None  # not every snapshot was probed
    assert kept_result(subject, "projection") is None
    for short, whole in zip(brief, ask_all(subject), strict=True):
        assert short.result is not None
        assert whole.result is not None
        assert [finding.text for finding in short.result.findings] == [
            finding.text for finding in whole.result.findings
        ]


def test_what_is_kept_is_read_and_not_asked_again() -> None:
    subject = make_captured(steps=3, rows=80)
    whole = analyze(subject, "probe")
    found = {answer.kind: answer.result for answer in ask_for_words(subject)}
    assert found["probe"] == whole
