"""What every analysis of the catalogue promises, whatever it asks."""

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from pandas import DataFrame

from clicklens.analysis import ANALYSES, Captured, Result, analyze
from clicklens.core.errors import ConfigError, UnavailableError
from clicklens.store import open_store
from tests.captured_runs import make_captured

METHODS = Path(__file__).parents[2] / "docs" / "methods"
NEED_STATES = {"fluctuation", "saliency", "probe", "projection"}
SEVERITIES = {"good", "info", "warning", "alarm"}
BARE = {
    "no gradients": {"gradients": False},
    "no taps": {"taps": {}},
    "no held-out split": {"splits": ("train",)},
    "no values before the non-linearity": {"preactivations": False},
    "no days and no groups": {"days": None, "groups": False},
    "one snapshot": {"steps": 1},
}

every_analysis = pytest.mark.parametrize("kind", sorted(ANALYSES))


@pytest.fixture(scope="module")
def subject() -> Captured:
    return make_captured(steps=3, overfit_from=200)


@pytest.fixture(scope="module")
def results(subject: Captured) -> dict[str, Result]:
    return {kind: analyze(subject, kind) for kind in ANALYSES}


@every_analysis
def test_its_question_is_a_question_and_its_result_says_its_kind(kind: str, results: dict[str, Result]) -> None:
    assert ANALYSES[kind].question.endswith("?")
    assert ANALYSES[kind].kind == results[kind].kind == kind
    assert type(results[kind]) is ANALYSES[kind].result


@every_analysis
def test_every_setting_has_a_default(kind: str) -> None:
    ANALYSES[kind].params()


@every_analysis
def test_its_result_comes_back_from_json(kind: str, results: dict[str, Result]) -> None:
    assert type(results[kind]).model_validate_json(results[kind].to_json()) == results[kind]


@every_analysis
def test_it_names_the_run_and_the_rows_it_stands_on(kind: str, results: dict[str, Result], subject: Captured) -> None:
    assert results[kind].run_id == subject.run.id
    assert results[kind].rows
    assert all(0 < count <= subject.info(100).rows[split] for split, count in results[kind].rows.items())


@every_analysis
def test_it_opens_with_a_sentence(kind: str, results: dict[str, Result]) -> None:
    findings = results[kind].findings
    assert findings
    assert results[kind].finding == findings[0].text
    assert all(finding.text.endswith((".", "!", "?")) for finding in findings)
    assert {finding.severity for finding in findings} <= SEVERITIES
    assert not [finding.text for finding in findings if "nan" in finding.text.lower().split()]


@every_analysis
def test_its_table_has_rows(kind: str, results: dict[str, Result]) -> None:
    frame = results[kind].to_frame()
    assert isinstance(frame, DataFrame)
    assert len(frame) > 0


@every_analysis
def test_its_picture_has_titles_and_names_on_every_axis(kind: str, results: dict[str, Result]) -> None:
    figure = results[kind].plot()
    assert isinstance(figure, Figure)
    panels = [
        axis for axis in figure.axes if axis.get_visible() and axis.axison and not axis.get_label().startswith("<")
    ]
    assert panels
    for axis in panels:
        assert axis.get_title(loc="left") or axis.get_title()
        assert axis.get_xlabel()
        assert axis.get_ylabel()
    assert figure.get_suptitle()
    assert figure.get_supxlabel()
    figure.draw_without_rendering()


@every_analysis
def test_it_is_pure(kind: str, results: dict[str, Result], subject: Captured) -> None:
    analysis = ANALYSES[kind]
    assert analysis.run(subject, analysis.params()) == results[kind]
    assert analysis.run(make_captured(steps=3, overfit_from=200), analysis.params()) == results[kind]


@every_analysis
def test_a_kept_result_is_the_same(kind: str, results: dict[str, Result], subject: Captured) -> None:
    assert analyze(subject, kind) == results[kind]


@every_analysis
def test_it_answers_from_a_store_on_disk_and_keeps_the_answer_there(kind: str, tmp_path: Path) -> None:
    kept = make_captured(tmp_path, steps=2)
    first = analyze(kept, kind)
    again = analyze(Captured(open_store(tmp_path / "store"), kept.run.id), kind)
    assert again == first


@every_analysis
def test_an_unknown_setting_is_named_with_what_would_be_right(kind: str, subject: Captured) -> None:
    setting = sorted(ANALYSES[kind].params.model_fields)[0]
    with pytest.raises(ConfigError, match=f"unknown setting '{setting}x'; did you mean '{setting}'"):
        analyze(subject, kind, {f"{setting}x": 1})


@every_analysis
@pytest.mark.parametrize("made", BARE.values(), ids=list(BARE))
def test_on_a_bare_run_it_says_what_it_lacks_or_answers(kind: str, made: dict[str, object]) -> None:
    bare = make_captured(**{"steps": 2, **made})  # type: ignore[arg-type]
    analysis = ANALYSES[kind]
    reason = analysis.lacks(bare, analysis.params())
    if reason is None:
        result = analyze(bare, kind)
        assert result.findings
        result.plot().draw_without_rendering()
        assert type(result).model_validate_json(result.to_json()) == result
        return
    assert len(reason.split()) > 2
    with pytest.raises(UnavailableError) as raised:
        analyze(bare, kind)
    assert reason in str(raised.value)
    assert bare.run.id in str(raised.value)


@pytest.mark.parametrize("kind", sorted(NEED_STATES & set(ANALYSES)))
def test_without_inner_states_there_is_a_reason(kind: str) -> None:
    bare = make_captured(steps=2, splits=("train",), gradients=False, taps={})
    assert ANALYSES[kind].lacks(bare, ANALYSES[kind].params())


@every_analysis
def test_it_has_its_page(kind: str) -> None:
    page = (METHODS / f"{kind}.md").read_text(encoding="utf-8")
    assert page.startswith("# ")
    assert "mislead" in page.lower() or "lies" in page.lower()
