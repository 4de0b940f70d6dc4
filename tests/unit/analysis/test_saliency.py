"""Saliency of a captured run: what it asks for, what it finds, what it refuses."""

import pytest

from clicklens.analysis.saliency import Saliency, SaliencyParams
from clicklens.analysis.saliency_result import SaliencyResult
from clicklens.core.errors import NotFoundError
from clicklens.core.schema import FeatureSchema
from tests.captured_runs import make_captured


def run(settings: dict[str, object] | None = None, **made: object) -> SaliencyResult:
    return Saliency().run(make_captured(**made), SaliencyParams.parse(settings or {}, source="test"))  # type: ignore[arg-type]


def test_it_needs_gradients_and_says_so() -> None:
    assert Saliency().lacks(make_captured(), SaliencyParams()) is None
    reason = Saliency().lacks(make_captured(gradients=False), SaliencyParams())
    assert reason is not None
    assert "capture.gradients" in reason


def test_memorising_comes_first_with_a_remedy() -> None:
    result = run(steps=8, rows=800, overfit_from=500)
    first = result.findings[0]
    assert first.text.startswith("The model now leans on `user_id`: its share of saliency on test went from ")
    assert first.severity == "alarm"
    assert first.remedy == "user-bias user_id"


def test_an_id_whose_table_another_field_shares_gets_no_remedy_that_would_be_refused() -> None:
    captured = make_captured(steps=8, rows=800, overfit_from=500)
    plain = captured.run.features.model_dump(mode="json")
    for field in plain["fields"]:
        if field["name"] in ("user_id", "item_id"):
            field["table"] = "user_id"
    plain["tables"] = [table for table in plain["tables"] if table["name"] != "item_id"]
    captured.run = captured.run.model_copy(update={"features": FeatureSchema.model_validate(plain)})
    assert Saliency().run(captured, SaliencyParams()).findings[0].remedy is None


def test_without_memorising_the_sentence_names_the_greatest_and_the_least() -> None:
    result = run(rows=800)
    assert [finding.severity for finding in result.findings] == ["info", "info"]
    assert f"leans most on `{result.fields[0]}`" in result.finding
    assert f"leans least on `{result.fields[-1]}`" in result.findings[1].text


def test_a_step_that_is_asked_for_is_judged_as_of_then() -> None:
    result = run({"step": 400}, steps=8, rows=800, overfit_from=500)
    assert result.step == 400
    assert result.leanings == ()


def test_it_answers_for_every_step_split_and_field() -> None:
    result = run({"split": "train"}, steps=3)
    assert {(p.step, p.split, p.field) for p in result.series} == {
        (step, split, field) for step in (100, 200, 300) for split in ("train", "test") for field in result.fields
    }
    assert result.split == "train"
    assert result.rows == {"train": 200, "test": 200}


def test_ids_are_listed_for_each_field() -> None:
    result = run({"top_ids": 2, "support": 3}, rows=800)
    assert [entry.field for entry in result.ids] == [name for name in result.fields for _ in range(2)]
    assert min(entry.rows for entry in result.ids) >= 3


def test_a_run_of_one_split_is_judged_on_it() -> None:
    assert run(splits=("train",)).split == "train"


@pytest.mark.parametrize("settings", [{"split": "tset"}, {"step": 150}, {"day": 77}])
def test_what_the_run_lacks_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(NotFoundError):
        run(settings)


def test_the_same_question_has_the_same_answer() -> None:
    assert run(weighted=True) == run(weighted=True)


def test_effects_must_have_been_kept() -> None:
    reason = Saliency().lacks(make_captured(), SaliencyParams(measure="effect"))
    assert reason is not None
    assert "measure=gradient" in reason
