import numpy as np
import pytest

from clicklens.analysis import Captured, analyze
from clicklens.analysis.selected import Selected
from clicklens.analysis.slices import Slices, SlicesParams
from clicklens.analysis.slices_result import SlicesResult
from clicklens.core.condition import where
from clicklens.core.errors import NotFoundError, UnavailableError
from clicklens.core.row_filter import LassoClause, RowFilter
from clicklens.core.slice import Slice
from clicklens.core.snapshot import Snapshot
from tests.captured_runs import RUN_ID, make_captured


def save(subject: Captured, name: str, chosen: RowFilter, *, digest: str | None = None) -> None:
    known = digest or subject.run.features.digest()
    subject.store.put_slice(
        Slice(name=name, filter=chosen, schema_digest=known, data="made-up", created_at="2026-01-01T00:00:00Z")
    )


def ask(subject: Captured, **settings: object) -> SlicesResult:
    result = analyze(subject, "slices", settings)
    assert isinstance(result, SlicesResult)
    return result


def with_a_bad_city() -> Captured:
    """The model scores the rows of one city upside down, and promises too much in another."""
    subject = make_captured(steps=2, rows=1500)
    for step in subject.steps:
        splits = {}
        for split in subject.splits:
            states, city = subject.states(step, split), subject.rows(split)["field:city"].to_numpy()
            logits = states.logits["click"].copy()
            logits[city == "city 2"] *= -1.5
            logits[city == "city 4"] += 2.0
            splits[split] = type(states)(**{**states.__dict__, "logits": {"click": logits}})
        subject.store.put_snapshot(Snapshot(info=subject.info(step), splits=splits))
    return Captured(subject.store, RUN_ID)


def test_the_slice_that_is_scored_upside_down_is_found_and_the_one_of_wrong_level_too() -> None:
    result = ask(with_a_bad_city(), step=200)
    assert result.slices[0].said == "city is city 2"
    assert result.slices[0].auc_gap is not None
    assert result.slices[0].auc_gap.high < 0
    order, level = result.findings[:2]
    assert order.text.startswith("The model orders rows worst where city is city 2: AUC 0.")
    assert order.severity == "warning"
    assert "Its level is furthest off where city is city 4: it promises" in level.text


def test_where_all_slices_are_alike_none_is_accused() -> None:
    accused = 0
    for seed in range(12):
        result = ask(make_captured(steps=1, rows=600, seed=seed))
        accused += result.findings[0].severity == "warning"
    assert accused <= 2  # users of a city share a taste, so a city may really differ


def test_saved_slices_stand_beside_frequent_values_and_can_be_named() -> None:
    subject = make_captured(steps=2, rows=300)
    save(subject, "good", where("field:city=city 1"))
    save(subject, "late", where("field:hour=23|22"))
    result = ask(subject)
    assert [found.name for found in result.slices if found.is_saved] in (["good", "late"], ["late", "good"])
    assert [found.said for found in result.slices].count("city is city 1") == 1  # once, under its name
    assert [found.name for found in ask(subject, names=["late"], values=0).slices] == ["late"]
    assert ask(subject, values=0).level == pytest.approx(0.975)
    with pytest.raises(NotFoundError, match="no slice 'lat'; did you mean 'late'"):
        ask(subject, names=["lat"])


def test_a_slice_that_is_changed_gives_another_answer() -> None:
    subject = make_captured(steps=1, rows=200)
    save(subject, "mine", where("label=1"))
    before = ask(subject, values=0)
    save(subject, "mine", where("label=0"))
    assert ask(subject, values=0).slices[0].said == "not clicked" != before.slices[0].said


def test_what_a_run_lacks_for_a_slice_is_said() -> None:
    subject = make_captured(steps=1, rows=100)
    save(subject, "genres", where("field:genre=Drama", "saliency:genre<1", "label=1"), digest="1" * 64)
    save(subject, "lasso", RowFilter(clauses=(LassoClause(tap="layer_9", step=1, points=((0, 0), (1, 0), (1, 1))),)))
    save(subject, "none", where("pctr>=2"))
    found = {one.name: one for one in ask(subject, values=0).slices}
    assert found["genres"].reason == "this run has no columns field:genre, saliency:genre"
    assert found["genres"].is_of_other_data
    assert "no tap 'layer_9'" in (found["lasso"].reason or "")
    assert found["none"].reason == "no row passes it"
    assert all(one.parts is None for one in found.values())
    texts = [finding.text for finding in ask(subject, values=0).findings]
    assert "Slice 'none' cannot be used here: no row passes it." in texts


def test_a_slice_of_one_class_has_no_auc_and_a_reason() -> None:
    subject = make_captured(steps=1, rows=100)
    save(subject, "clicked", where("label=1"))
    (found,) = ask(subject, values=0).slices
    assert found.parts is not None
    assert found.parts.selection.auc.reason == "all rows are clicked"
    assert found.auc_gap is None


def test_without_slices_and_frequent_values_it_is_not_available() -> None:
    subject = make_captured(steps=1, rows=100)
    with pytest.raises(
        UnavailableError, match="needs saved slices, or values of fields with at least 5000 rows on test"
    ):
        ask(subject, support=5000)
    with pytest.raises(UnavailableError, match="there are none"):
        ask(subject, values=0)


def test_it_can_be_asked_of_a_selection() -> None:
    subject = make_captured(steps=1, rows=900)
    chosen = Selected(subject, where("field:city=city 1"))
    result = ask(chosen)  # type: ignore[arg-type]
    assert result.rows["test"] == int((subject.rows("test")["field:city"] == "city 1").sum())
    assert "city is city 1" not in [found.said for found in result.slices]  # all rows, so no slice


def test_more_slices_make_wider_gaps() -> None:
    subject = make_captured(steps=1, rows=400)
    few, many = ask(subject, values=1), ask(subject, values=20)
    assert len(few.slices) < len(many.slices)
    shared = few.slices[0].said
    wide = next(found for found in many.slices if found.said == shared)
    assert few.slices[0].auc_gap is not None
    assert wide.auc_gap is not None
    assert wide.auc_gap.reach > few.slices[0].auc_gap.reach


def test_days_are_slices_where_they_are_few() -> None:
    said = [found.said for found in ask(make_captured(steps=1, rows=200, days=3)).slices]
    assert {"day 1", "day 2", "day 3"} <= set(said)
    assert not [one for one in [found.said for found in ask(make_captured(steps=1, days=None)).slices] if "day" in one]


def test_weights_are_honoured() -> None:
    subject = make_captured(steps=1, rows=300, weighted=True)
    found = next(one for one in ask(subject).slices if one.said == "city is city 1")
    rows = (subject.rows("test")["field:city"] == "city 1").to_numpy()
    states = subject.states(100, "test")
    assert found.parts is not None
    expected = np.average(states.labels["click"][rows], weights=states.weights[rows])
    assert found.parts.selection.rate.value == pytest.approx(float(expected), rel=1e-6)


def test_the_split_and_the_step_can_be_chosen() -> None:
    subject = make_captured(steps=2, rows=200)
    result = ask(subject, split="train", step=100)
    assert (result.split, result.step, list(result.rows)) == ("train", 100, ["train"])
    assert Slices().lacks(make_captured(steps=1, splits=("train",), rows=200), SlicesParams()) is None
