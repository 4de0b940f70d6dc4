"""What an answer about one row says of itself: whose it is, of which step, and of which row."""

import pytest

from clicklens.analysis.live_result import LiveResult, head_of
from tests.live_rows import dataset_of_every_kind, live_of


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return live_of(dataset_of_every_kind(tmp_path_factory.mktemp("live")))


def test_a_row_of_a_split_is_named_with_the_step_that_answered_and_the_one_asked_for(live):
    example = int(live.dataset.split("test").example_ids[0])
    row = live.example(example)
    head = head_of(live, row, live.step + 2)
    assert (head["run_id"], head["step"], head["asked_step"]) == (live.run_id, live.step, live.step + 2)
    assert (head["split"], head["example_id"], head["rows"]) == ("test", example, {"test": 1})
    assert (head["clicked"], head["task"]) == (row.clicked, live.task)


def test_without_a_step_asked_for_the_models_own_counts(live):
    assert head_of(live, live.given({}), None)["asked_step"] == live.step


def test_a_row_given_by_its_values_is_in_no_split(live):
    head = head_of(live, live.given({}), None)
    assert (head["split"], head["example_id"], head["clicked"], head["rows"]) == (None, None, None, {})


def test_it_fills_what_every_answer_has_but_the_time_it_took(live):
    assert set(LiveResult.model_fields) - set(head_of(live, live.given({}), None)) == {"kind", "seconds"}
