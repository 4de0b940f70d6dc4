"""The result of projection: as tables, as text and back."""

import pytest

from clicklens.analysis.projection import Projection, ProjectionParams
from clicklens.analysis.projection_result import ProjectionResult
from tests.captured_runs import make_captured


@pytest.fixture(scope="module")
def result() -> ProjectionResult:
    return Projection().run(make_captured(), ProjectionParams(method="pca", step=200, through=(100,)))


def test_text_and_back_is_the_same(result: ProjectionResult) -> None:
    assert ProjectionResult.model_validate_json(result.to_json()) == result


def test_the_table_has_a_row_for_each_step_and_tap(result: ProjectionResult) -> None:
    frame = result.to_frame()
    assert len(frame) == 2 * 2
    assert (frame["layer_purity_low"] < frame["layer_purity_high"]).all()


def test_points_are_a_table_of_their_own(result: ProjectionResult) -> None:
    points = result.points()
    assert len(points) == 2 * 2 * len(result.example_ids)
    assert points.groupby(["step", "tap"])["example_id"].nunique().eq(len(result.example_ids)).all()
    assert points["pctr"].between(0, 1).all()


def test_maps_of_one_step_stand_input_side_first(result: ProjectionResult) -> None:
    assert [known.tap for known in result.at_step()] == ["layer_1", "layer_2"]
    assert {known.step for known in result.at_step(100)} == {100}
