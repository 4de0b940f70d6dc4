"""One row against a run of five rows, solved by hand."""

import numpy as np
import pytest

from clicklens.analysis.example import Example, ExampleParams
from clicklens.analysis.example_result import ExampleResult
from tests.states_by_hand import captured_by_hand

LOGITS = [0.0, np.log(3), -np.log(3), np.log(3), 2.0]  # pctr 1/2, 3/4, 1/4, 3/4, 0.88
LABELS = [1, 0, 0, 1, 1]
STATES = {1: {"test": {"h": [[0, 0, 5], [3, 0, 5], [0, 4, 5], [3, 4, 5], [0, 0, 5]]}}}
GRADIENTS = {"city": [[1, -3], [2, 2], [0, 0], [0, 0], [0, 0]], "hour": [[-2, 0], [0, 6], [1, 1], [1, 1], [1, 1]]}
CELLS = {"city": ["a", "b", "a", "b", "a"], "hour": ["1", "1", "2", "2", "3"]}


def find(example_id: int | None, **settings: object) -> ExampleResult:
    subject = captured_by_hand(STATES, logits=LOGITS, labels=LABELS, gradients=GRADIENTS, cells=CELLS)
    return Example().run(subject, ExampleParams.parse({"example_id": example_id, **settings}, source="test"))


def test_score_loss_and_ranks_are_solved_by_hand() -> None:
    """Row 1 has pctr 3/4 and was not clicked: log loss ln 4, the largest. Two rows are scored lower, one the same."""
    now = find(1).now
    assert (now.pctr, now.log_loss) == (pytest.approx(0.75), pytest.approx(np.log(4), abs=1e-6))
    assert now.rank == pytest.approx((2 + 2 / 2) / 5)
    assert now.loss_rank == pytest.approx((4 + 1 / 2) / 5)


def test_the_row_that_is_most_wrong_is_the_one_by_default() -> None:
    assert find(None).example_id == 1


def test_saliency_is_that_of_the_row() -> None:
    """pctr (1 - pctr) = 3/16; |2|, |2| have the mean 2 and |0|, |6| the mean 3."""
    fields = {field.field: field for field in find(1).fields}
    assert fields["city"].saliency == pytest.approx(3 / 16 * 2)
    assert fields["hour"].saliency == pytest.approx(3 / 16 * 3)
    assert (fields["city"].share, fields["hour"].share) == (pytest.approx(0.4), pytest.approx(0.6))
    last = 0.8807971 * (1 - 0.8807971)
    city, hour = 2 / 4 + 2 * 3 / 16, 1 / 4 + 3 * 3 / 16 + 3 / 16 + 3 / 16 + last
    assert fields["city"].usual_share == pytest.approx(city / (city + hour), abs=1e-6)
    assert [field.field for field in find(1).fields] == ["hour", "city"]
    assert fields["city"].value == "b"


def test_distances_are_between_standardised_outputs() -> None:
    """The deviations are 3 √(6/25) and 4 √(6/25); the third neuron never varies and has no say."""
    found = find(0, near=4)
    unit = 1 / np.sqrt(6 / 25)
    assert [row.example_id for row in found.near] in ([4, 1, 2, 3], [4, 2, 1, 3])  # 1 and 2 are equally near
    assert [row.distance for row in found.near] == pytest.approx([0, unit, unit, unit * np.sqrt(2)], abs=1e-6)
    assert found.usual_distance == pytest.approx(unit)
    assert (found.near[3].label, found.near[3].pctr) == (1.0, pytest.approx(0.75))


def test_ids_are_those_of_the_row_with_all_rows_that_hold_them() -> None:
    ids = {(known.field, known.value): known for known in find(1).ids}
    assert set(ids) == {("city", "b"), ("hour", "1")}
    assert ids["city", "b"].rows == 2
    assert ids["city", "b"].plain == pytest.approx((3 / 16 * 2 + 0) / 2)
