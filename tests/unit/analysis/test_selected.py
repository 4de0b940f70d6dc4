import numpy as np
import pytest

from clicklens.analysis import ANALYSES, Captured, analyze
from clicklens.analysis.rows.table_cache import RowTables
from clicklens.analysis.selected import Selected, narrowed, statistics_of
from clicklens.core.condition import where
from clicklens.core.errors import NotFoundError, UnavailableError
from clicklens.core.row_filter import ExamplesClause, RowFilter
from clicklens.metrics import auc
from tests.captured_runs import RUN_ID, make_captured
from tests.captured_runs import statistics_of as whole_statistics


@pytest.fixture(scope="module")
def subject() -> Captured:
    return make_captured(steps=3, rows=160, overfit_from=200)


def test_the_rows_that_pass_at_the_step_are_followed_through_all_steps(subject: Captured) -> None:
    chosen = Selected(subject, where("pctr<0.3"), step=200)
    expected = subject.pctr(200, "test") < 0.3
    for step in subject.steps:
        ids = chosen.states(step, "test").example_ids
        assert ids.tolist() == subject.states(step, "test").example_ids[expected].tolist()
    assert chosen.pctr(200, "test").max() < 0.3
    assert chosen.pctr(100, "test").max() > 0.3  # an earlier model said otherwise of the same rows


def test_selection_and_rest_are_all_rows(subject: Captured) -> None:
    for split in subject.splits:
        parts = [Selected(subject, where("label=1"), part=part).labels(split) for part in ("selection", "rest")]  # type: ignore[arg-type]
        assert sum(map(len, parts)) == 160
        assert (parts[0] == 1).all()
        assert not parts[1].any()


def test_every_array_is_narrowed_alike(subject: Captured) -> None:
    chosen, whole = Selected(subject, where("label=1")), subject.states(200, "test")
    kept = subject.labels("test") == 1
    states = chosen.states(200, "test")
    for name in ("activations", "preactivations", "gradients", "logits", "labels"):
        for key, values in getattr(whole, name).items():
            np.testing.assert_array_equal(getattr(states, name)[key], values[kept])
        assert list(getattr(states, name)) == list(getattr(whole, name))
    assert chosen.rows("test")["field:city"].tolist() == subject.rows("test")["field:city"][kept].tolist()
    assert chosen.info(200).rows == {split: int(subject.labels(split).sum()) for split in ("train", "test")}
    assert chosen.groups("test") is not None


def test_neurons_are_counted_anew_in_the_same_bins(subject: Captured) -> None:
    states = Selected(subject, where("label=1")).states(200, "test")
    found, values = states.neurons["layer_1"], states.activations["layer_1"]
    np.testing.assert_array_equal(found.edges, subject.states(200, "test").neurons["layer_1"].edges)
    np.testing.assert_allclose(found.mean, values.mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(found.deviation, values.std(axis=0), rtol=1e-5)
    assert (found.histogram.sum(axis=1) == len(values)).all()


def test_statistics_of_all_rows_are_those_that_were_kept() -> None:
    values = np.random.default_rng(0).normal(size=(300, 5)).astype(np.float32)
    whole = whole_statistics(values)
    found = statistics_of(values, whole.edges)
    np.testing.assert_allclose(found.mean, whole.mean, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(found.deviation, whole.deviation, rtol=1e-4)
    assert np.abs(found.histogram - whole.histogram).sum() <= 4  # a value on an edge may fall on either side


def test_values_that_are_not_finite_stand_in_no_bin() -> None:
    values = np.array([[0.0, np.nan], [1.0, np.inf]], dtype=np.float32)
    found = statistics_of(values, np.array([0.0, 0.5, 1.0], dtype=np.float32))
    assert found.histogram.tolist() == [[1, 1], [0, 0]]
    assert np.isnan(found.mean[1])


def test_its_evaluations_are_its_own_and_its_best_step_is_the_runs(subject: Captured) -> None:
    chosen = Selected(subject, where("field:city=city 1|city 2"))
    found = next(point for point in chosen.evaluations if (point.step, point.split) == (200, "test"))
    expected = auc(chosen.labels("test"), chosen.logits(200, "test"))
    assert found.values["auc"] == pytest.approx(expected)
    assert chosen.best_step() == subject.best_step()
    assert len(chosen.metrics) == 6


def test_all_rows_are_the_run_itself(subject: Captured) -> None:
    assert narrowed(subject, RowFilter()) is subject
    assert narrowed(subject, where("label=1"), part="all") is subject
    assert narrowed(subject, where("label=1")).whole is subject
    assert subject.whole is subject


def test_no_rows_are_told_in_words(subject: Captured) -> None:
    nothing = Selected(subject, where("pctr>=2"), step=200)
    for kind in ANALYSES:
        with pytest.raises(UnavailableError, match=r"kept no row that is pctr ≥ 2 at step 200; widen the selection"):
            analyze(nothing, kind)
    with pytest.raises(UnavailableError):
        analyze(narrowed(subject, RowFilter(), part="rest"), "scores")


def test_a_split_without_such_rows_is_told(subject: Captured) -> None:
    only_train = Selected(subject, RowFilter(clauses=(ExamplesClause(ids=tuple(range(50))),)), step=200)
    assert only_train.splits == ("train",)
    with pytest.raises(UnavailableError, match="no row of test is 50 examples at step 200"):
        only_train.states(200, "test")
    with pytest.raises(UnavailableError) as refused:
        analyze(only_train, "fluctuation")
    assert "50 of train, 0 of test" in str(refused.value)
    with pytest.raises(NotFoundError, match="no split 'tset'"):
        only_train.states(200, "tset")


@pytest.mark.parametrize("kind", sorted(set(ANALYSES) - {"projection"}))
@pytest.mark.parametrize(
    "conditions",
    [["label=1"], ["label=0"], ["field:city=city 1"], ["day=0|1"], ["example_id<3"], ["pctr<0.4"]],
    ids=["clicked", "not clicked", "a city", "some days", "three rows", "a range"],
)
def test_every_analysis_answers_of_a_selection_or_says_why_not(
    subject: Captured, kind: str, conditions: list[str]
) -> None:
    chosen = Selected(subject, where(*conditions))
    if ANALYSES[kind].lacks(chosen, ANALYSES[kind].params()) is not None:
        with pytest.raises(UnavailableError, match=r"these rows of run 'made-up' \(.+ at step .+ of train"):
            analyze(chosen, kind)
        return
    result = analyze(chosen, kind)
    assert result.findings
    assert all(0 < rows <= 160 for rows in result.rows.values())
    result.plot().draw_without_rendering()
    result.to_frame()


def test_answers_are_kept_apart_by_filter_part_and_step(subject: Captured) -> None:
    asked = [
        Selected(subject, where("pctr<0.4"), step=200),
        Selected(subject, where("pctr<0.4"), step=300),
        Selected(subject, where("pctr<0.4"), step=200, part="rest"),
        Selected(subject, where("pctr<0.41"), step=200),
        subject,
    ]
    answers = [analyze(chosen, "scores", {"draws": 40}) for chosen in asked]
    assert len({answer.to_json() for answer in answers}) == 5
    assert [analyze(chosen, "scores", {"draws": 40}) for chosen in asked] == answers
    assert subject.store.results(RUN_ID, "scores.")
    assert len(subject.store.results(RUN_ID, "selected.scores.")) >= 4


def test_a_shared_table_gives_the_same_rows(subject: Captured) -> None:
    shared = Selected(subject, where("pctr<0.4"), step=200, tables=RowTables())
    own = Selected(subject, where("pctr<0.4"), step=200)
    assert shared.info(200).rows == own.info(200).rows


def test_a_filter_that_does_not_fit_is_named(subject: Captured) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'field:city'"):
        analyze(Selected(subject, where("field:citi=a")), "scores")
