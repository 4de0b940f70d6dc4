"""Projection of a captured run: which rows, which maps, and what is refused."""

import numpy as np
import pytest

from clicklens.analysis.captured import Captured
from clicklens.analysis.projection import Projection, ProjectionParams, draw_balanced, rounded
from clicklens.analysis.projection_result import ProjectionResult
from clicklens.core.errors import NotFoundError, UnavailableError
from tests.captured_runs import make_captured

QUICK = {"method": "pca"}


def run(subject: Captured, **settings: object) -> ProjectionResult:
    return Projection().run(subject, ProjectionParams.parse({**QUICK, **settings}, source="test"))


def test_rows_are_balanced_and_the_same_in_every_map() -> None:
    subject = make_captured()
    result = run(subject, through=[100, 300])
    n = len(result.example_ids)
    assert sum(result.labels) == n / 2
    assert {(known.step, known.tap) for known in result.maps} == {
        (step, tap) for step in (100, 300, result.step) for tap in ("layer_1", "layer_2")
    }
    assert {len(known.x) for known in result.maps} == {n}
    at = {int(example): row for row, example in enumerate(subject.states(100, "train").example_ids)}
    rows = [at[example] for example in result.example_ids]
    assert result.labels == tuple(subject.labels("train")[rows].astype(int))
    assert result.pctr[100] == pytest.approx(subject.pctr(100, "train")[rows], rel=1e-3)


def test_at_most_so_many_rows_a_class_are_drawn() -> None:
    assert run(make_captured(), rows_per_class=12).rows == {"train": 24}


def test_chance_is_the_click_share_among_the_other_points() -> None:
    assert run(make_captured(), rows_per_class=12).chance == pytest.approx(11 / 23)


def test_a_preview_comes_first_and_the_map_after_it() -> None:
    params = ProjectionParams(rows_per_class=20, perplexity=5, step=100)
    first, second = Projection().preview(make_captured(), params)
    assert (first.method, second.method) == ("pca", "tsne")
    assert (first.perplexity, second.perplexity) == (None, 5)
    assert first.example_ids == second.example_ids
    assert [m.layer_purity for m in first.maps] == [m.layer_purity for m in second.maps]
    assert first.maps[0].x != second.maps[0].x
    assert Projection().run(make_captured(), params) == second, "the same question has the same answer"
    assert [known.method for known in Projection().preview(make_captured(), ProjectionParams(method="pca"))] == ["pca"]


def test_points_stay_near_where_they_were_a_layer_below() -> None:
    result = run(make_captured(rows=300), method="tsne", step=600, perplexity=10)
    lower, upper = (np.array([known.x, known.y]) for known in result.at_step())
    assert np.corrcoef(lower[0], upper[0])[0, 1] > 0.5


def test_a_layer_that_carries_the_label_gathers_clicks_and_one_of_noise_does_not() -> None:
    subject = make_captured(rows=400, steps=1)
    states = subject.store.split_states(subject.run.id, 100, "train")
    random = np.random.default_rng(0)
    labels = states.labels["click"][:, None]
    states.activations["layer_1"] = random.normal(size=(400, 8)).astype(np.float32)  # type: ignore[index]
    states.activations["layer_2"] = (labels + 0.5 * random.normal(size=(400, 7))).astype(np.float32)  # type: ignore[index]
    result = run(subject)
    lower, upper = (known.layer_purity for known in result.maps)
    assert lower is not None
    assert upper is not None
    assert lower.low < result.chance < lower.high
    assert upper.low > 0.6
    (gap,) = result.gaps
    assert gap.gap is not None
    assert gap.gap.low > 0
    assert "gather most in layer 2" in result.finding


def test_a_silent_layer_has_no_purity_and_the_others_have_theirs() -> None:
    subject = make_captured(steps=1)
    states = subject.store.split_states(subject.run.id, 100, "train")
    states.activations["layer_1"] = np.zeros((200, 8), dtype=np.float32)  # type: ignore[index]
    result = run(subject, method="tsne", perplexity=5)
    silent, other = result.maps
    assert (silent.layer_purity, silent.map_purity) == (None, None)
    assert not any(silent.x)
    assert other.layer_purity is not None
    assert result.gaps[0].gap is None
    assert ProjectionResult.model_validate_json(result.to_json()) == result


def test_balanced_rows_are_drawn_by_weight() -> None:
    labels = (np.arange(1000) % 2).astype(np.float32)
    weights = np.where(np.arange(1000) < 500, 9.0, 1.0).astype(np.float32)
    rows = draw_balanced(labels, weights, at_most=50, seed=0)
    assert len(rows) == 100
    assert labels[rows].sum() == 50
    assert (np.diff(rows) > 0).all()
    assert (rows < 500).mean() > 0.75
    weights[labels == 1] = 0
    weights[1] = 1
    assert len(draw_balanced(labels, weights, at_most=50, seed=0)) == 2


def test_numbers_keep_four_significant_digits() -> None:
    assert rounded(np.array([123456.0, -0.000123456, 0.0])) == (123500.0, -0.0001235, 0.0)


def test_it_says_what_it_needs() -> None:
    projection, params = Projection(), ProjectionParams()
    assert projection.lacks(make_captured(), params) is None
    assert "hidden layers" in str(projection.lacks(make_captured(taps={}), params))
    assert "did you mean 'test'" in str(projection.lacks(make_captured(), ProjectionParams(split="tset")))
    reason = projection.lacks(make_captured(rows=12), params)
    assert "needs 10 clicked and as many other rows" in str(reason)
    with pytest.raises(UnavailableError):
        run(make_captured(rows=12))


@pytest.mark.parametrize("settings", [{"step": 150}, {"through": [150]}, {"taps": ["layer_9"]}])
def test_what_the_run_lacks_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(NotFoundError):
        run(make_captured(), **settings)


def test_chosen_taps_are_the_only_ones() -> None:
    assert {known.tap for known in run(make_captured(taps=4), taps=["layer_4", "layer_2"]).maps} == {
        "layer_2",
        "layer_4",
    }
