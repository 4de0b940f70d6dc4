"""Redundancy of a captured run: what is held against what, and what is refused."""

import numpy as np
import pytest

from clicklens.analysis.redundancy import Redundancy, RedundancyParams, drawn_rows
from clicklens.analysis.redundancy_result import RedundancyResult
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def find(settings: dict[str, object] | None = None, **made: object) -> RedundancyResult:
    params = RedundancyParams.parse(settings or {}, source="test")
    return Redundancy().run(make_captured(**made), params)  # type: ignore[arg-type]


def test_every_pair_of_layers_and_each_layer_with_itself_at_another_step() -> None:
    found = find(steps=4, taps=3, overfit_from=300)
    assert [(pair.layer, pair.other) for pair in found.pairs] == [
        ("layer_1", "layer_2"),
        ("layer_1", "layer_3"),
        ("layer_2", "layer_3"),
    ]
    assert [turn.layer for turn in found.turns] == ["layer_1", "layer_2", "layer_3"]
    assert found.step == found.best_step
    assert found.other_step == 400
    assert found.blocks_are_users
    assert found.likeness("layer_3", "layer_1") == found.pairs[1].cka


def test_a_step_is_held_against_the_best_one_and_a_single_one_against_nothing() -> None:
    found = find({"step": 400}, steps=4, overfit_from=300)
    assert found.other_step == found.best_step
    assert find({"step": 400, "other_step": 100}, steps=4).other_step == 100
    alone = find(steps=1)
    assert (alone.other_step, alone.turns) == (None, ())


def test_the_same_step_twice_is_the_same_layer() -> None:
    found = find({"step": 200, "other_step": 200}, steps=2)
    assert all(turn.cka is not None and turn.cka.value == pytest.approx(1.0) for turn in found.turns)


def test_unknown_steps_and_splits_are_refused() -> None:
    with pytest.raises(NotFoundError, match="nearest is 200"):
        find({"step": 210}, steps=2)
    with pytest.raises(NotFoundError, match="did you mean 'test'"):
        find({"split": "tests"}, steps=2)


def test_too_few_rows_are_said_to_be_so() -> None:
    few = captured_by_hand({1: {"train": {"h": np.eye(4)}}})
    assert Redundancy().lacks(few, RedundancyParams()) == (
        "needs 16 rows of weight above 0; the sample of 'train' has 4"
    )


def test_rows_without_users_are_left_out_in_blocks() -> None:
    found = find({"blocks": 10}, steps=1, groups=False)
    assert (found.blocks, found.blocks_are_users) == (10, False)


def test_rows_are_drawn_as_often_as_their_weights_say() -> None:
    weights = np.array([1.0, 4.0, 0.0] * 4000, dtype=np.float32)
    rows = drawn_rows(weights, at_most=100_000, seed=0)
    assert (weights[rows] > 0).all()
    assert np.mean(weights[rows] == 4.0) == pytest.approx(0.8, abs=0.02)
    assert drawn_rows(np.ones(50, dtype=np.float32), at_most=1000, seed=0).tolist() == list(range(50))
    assert len(drawn_rows(np.ones(50, dtype=np.float32), at_most=20, seed=0)) == 20


def test_weights_that_outweigh_all_others_do_not_leave_it_without_rows() -> None:
    weights = np.array([1e6, *np.ones(99)], dtype=np.float32)
    assert len(drawn_rows(weights, at_most=1000, seed=0)) == 100
