"""One row of a captured run: where it is found, what is refused, and what a bare run still tells."""

import numpy as np
import pytest

from clicklens.analysis.example import Example, ExampleParams
from clicklens.analysis.example_result import ExampleResult
from clicklens.core.errors import NotFoundError
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand


def find(settings: dict[str, object] | None = None, **made: object) -> ExampleResult:
    params = ExampleParams.parse(settings or {}, source="test")
    return Example().run(make_captured(**made), params)  # type: ignore[arg-type]


def panels(found: ExampleResult) -> int:
    return sum(axis.get_visible() for axis in found.plot().axes)


def test_a_row_is_followed_through_every_snapshot_on_the_split_that_holds_it() -> None:
    subject = make_captured(steps=3)
    found = Example().run(subject, ExampleParams(example_id=17))
    assert (found.split, found.example_id, found.task) == ("train", 17, "click")
    assert [point.step for point in found.film] == [100, 200, 300]
    assert [point.pctr for point in found.film] == pytest.approx(
        [float(subject.pctr(step, "train")[17]) for step in subject.steps]
    )
    row = subject.rows("train").iloc[17]
    assert (found.day, found.group, found.label) == (row["day"], row["group"], row["label:click"])
    assert Example().run(subject, ExampleParams(example_id=10**6 + 17)).split == "test"


def test_the_step_is_the_best_one_unless_another_is_asked_for() -> None:
    assert find(steps=4, overfit_from=300).step in (200, 300)
    assert find({"step": 100}, steps=4).step == 100


def test_rows_that_were_not_kept_are_refused_with_the_reason() -> None:
    with pytest.raises(NotFoundError, match="kept no row 5000 of test or train: only rows of its fixed sample"):
        find({"example_id": 5000}, steps=1)
    with pytest.raises(NotFoundError, match="kept no row 17 of test"):
        find({"example_id": 17, "split": "test"}, steps=1)
    with pytest.raises(NotFoundError, match="did you mean 'layer_2'"):
        find({"layer": "layer_3"}, steps=1)


def test_without_gradients_there_is_no_saliency_and_fields_keep_their_order() -> None:
    found = find(steps=1, gradients=False)
    assert [field.field for field in found.fields] == ["user_id", "city", "item_id", "hour"]
    assert all(field.saliency is None and field.share is None for field in found.fields)
    assert found.ids == ()
    assert panels(found) == 3


def test_without_layers_there_are_no_near_rows() -> None:
    found = find(steps=1, taps={})
    assert (found.layer, found.near, found.usual_distance) == (None, (), None)
    assert panels(found) == 3


def test_rows_without_day_and_user_have_none() -> None:
    found = find(steps=1, days=None, groups=False)
    assert (found.day, found.group) == (None, None)


def test_gradients_of_zero_have_no_share() -> None:
    states = {1: {"test": {"h": np.eye(4)}}}
    subject = captured_by_hand(states, gradients={"city": np.zeros((4, 2))}, cells={"city": list("abcd")})
    found = Example().run(subject, ExampleParams(example_id=0))
    assert (found.fields[0].saliency, found.fields[0].share, found.fields[0].usual_share) == (0.0, None, None)


def test_a_silent_layer_calls_all_rows_alike() -> None:
    found = Example().run(captured_by_hand({1: {"test": {"h": np.zeros((6, 2))}}}), ExampleParams(example_id=2))
    assert [row.distance for row in found.near] == [0.0] * 5
    assert 2 not in [row.example_id for row in found.near]
    assert found.usual_distance == 0.0
    assert found.plot().axes
