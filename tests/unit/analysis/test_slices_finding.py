from clicklens.analysis import analyze
from clicklens.analysis.slices_finding import slices_findings
from clicklens.analysis.slices_result import SlicesResult
from tests.captured_runs import make_captured


def asked(**settings: object) -> SlicesResult:
    result = analyze(make_captured(steps=1, rows=400), "slices", settings)
    assert isinstance(result, SlicesResult)
    return result


def test_the_sentence_tells_how_many_were_looked_at() -> None:
    result = asked()
    text = slices_findings(result)[0].text
    judged = [
        one
        for one in result.slices
        if one.parts and min(one.parts.selection.clicked, one.parts.selection.rows - one.parts.selection.clicked) >= 10
    ]
    assert f"{len(judged)} slices were looked at" in text


def test_a_slice_of_few_clicks_is_never_accused() -> None:
    result = asked()
    small = [
        found.model_copy(
            update={
                "auc_gap": found.auc_gap.model_copy(update={"low": -0.9, "high": -0.8, "value": -0.85}),
                "parts": found.parts.model_copy(
                    update={"selection": found.parts.selection.model_copy(update={"clicked": 3, "rows": 40})}
                ),
            }
        )
        for found in result.slices
        if found.auc_gap is not None and found.parts is not None
    ]
    text = slices_findings(result.model_copy(update={"slices": tuple(small)}))[0].text
    assert text.startswith("No slice has 10 clicked and 10 other rows on test")


def test_what_is_sure_is_a_warning_and_what_is_not_is_no_accusation() -> None:
    result = asked()
    worst = result.slices[0]
    assert worst.auc_gap is not None
    sure = worst.model_copy(
        update={"auc_gap": worst.auc_gap.model_copy(update={"low": -0.3, "value": -0.2, "high": -0.1})}
    )
    unsure = worst.model_copy(update={"auc_gap": worst.auc_gap.model_copy(update={"low": -0.3, "high": 0.1})})
    assert slices_findings(result.model_copy(update={"slices": (sure,)}))[0].severity == "warning"
    found = slices_findings(result.model_copy(update={"slices": (unsure,)}))[0]
    assert found.text == "No slice is surely ordered worse than the rest on test at step 100: 1 slice was looked at."
