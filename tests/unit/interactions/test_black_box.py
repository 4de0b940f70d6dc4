"""What stands between a detector and a model."""

import numpy as np
import pytest

from clicklens.core.errors import DataError
from clicklens.interactions import black_box as module
from clicklens.interactions.black_box import BlackBox, FunctionBox
from tests.black_boxes import planted, planted_box


class Counting(BlackBox):
    """Answers 100 · instance + the fields that are kept, and writes down how it was asked."""

    def __init__(self, instances: int, fields: int) -> None:
        super().__init__(fields=[f"f{i}" for i in range(fields)], example_ids=np.arange(instances))
        self.asked: list[int] = []

    def answer(self, instances, kept):
        self.asked.append(len(kept))
        return 100.0 * instances + kept.sum(axis=1)


def test_each_instance_is_asked_its_own_rows():
    kept = np.random.default_rng(0).random((3, 5, 4)) < 0.5
    answers = Counting(3, 4).ask(kept)
    assert answers.tolist() == (100 * np.arange(3)[:, None] + kept.sum(axis=2)).tolist()


def test_rows_of_two_axes_are_asked_of_every_instance():
    kept = np.random.default_rng(0).random((5, 4)) < 0.5
    assert Counting(2, 4).ask(kept).tolist() == [kept.sum(axis=1).tolist(), (100 + kept.sum(axis=1)).tolist()]


def test_some_instances_can_be_asked_alone():
    kept = np.ones((1, 2, 4), dtype=bool)
    assert Counting(3, 4).ask(kept, np.array([2])).tolist() == [[204.0, 204.0]]


def test_rows_of_many_instances_go_to_the_model_together_but_no_more_than_it_can_bear(monkeypatch):
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 8)
    box = Counting(3, 4)
    kept = np.random.default_rng(0).random((3, 7, 4)) < 0.5
    assert box.ask(kept).tolist() == (100 * np.arange(3)[:, None] + kept.sum(axis=2)).tolist()
    assert box.asked == [8, 8, 5]


def test_a_function_answers_alike_for_every_instance():
    kept = np.random.default_rng(0).random((6, 6)) < 0.5
    answers = planted_box((3, 4)).ask(kept)
    assert answers[0].tolist() == answers[1].tolist() == planted(kept).tolist()


def test_an_answer_that_is_no_number_is_told_with_what_was_off():
    box = FunctionBox(lambda kept: np.where(kept[:, 1], 0.0, np.nan), fields=["user", "item", "day"], example_ids=[412])
    with pytest.raises(DataError, match="answered nan for example 412 with item, day off; logits must be finite"):
        box.ask(np.array([[True, True, True], [True, False, False]]))


def test_an_answer_of_another_shape_is_told():
    box = FunctionBox(lambda kept: np.zeros((len(kept), 2)), fields=["user"])
    with pytest.raises(DataError, match=r"asked 3 rows and answered with shape \(3, 2\)"):
        box.ask(np.ones((3, 1), dtype=bool))


@pytest.mark.parametrize(("fields", "ids"), [((), (0,)), (("user",), ())])
def test_a_box_of_nothing_cannot_be_made(fields, ids):
    with pytest.raises(DataError, match="there is nothing to ask"):
        FunctionBox(planted, fields=fields, example_ids=ids)
