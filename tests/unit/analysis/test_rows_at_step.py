"""Rows as a model saw them, and the draws by which a pair is judged."""

import numpy as np
import pytest

from clicklens.analysis.rows_at_step import Pair, RowsAtStep
from tests.captured_runs import FIELDS, make_captured


def rows_at(step: int = 300, places: int = 60, **options: object) -> RowsAtStep:
    return RowsAtStep(make_captured(steps=3, rows=120, **options), step, "test", np.arange(places))


def test_everything_is_of_the_chosen_rows_in_their_order() -> None:
    subject = make_captured(steps=3, rows=120)
    places = np.array([7, 3, 99])
    rows = RowsAtStep(subject, 200, "test", places)
    assert np.array_equal(rows.logits, subject.logits(200, "test")[places])
    assert rows.table["example_id"].tolist() == [1_000_007, 1_000_003, 1_000_099]
    assert rows.saliency().shape == (3, len(FIELDS))
    assert rows.activations("layer_1").shape == (3, 8)
    assert np.allclose(rows.pctr, 1 / (1 + np.exp(-rows.logits)), atol=1e-6)


def test_rows_without_users_have_no_groups() -> None:
    assert rows_at(groups=False).groups is None
    assert rows_at().groups is not None


def test_the_same_rows_are_drawn_together_on_both_sides() -> None:
    pair = Pair(before=rows_at(100), after=rows_at(300), same_rows=True)
    before, after = pair.drawn
    assert before is after
    assert before.sum(axis=1) == pytest.approx(1)


def test_rows_of_one_user_are_drawn_together_on_both_sides() -> None:
    subject = make_captured(steps=1, rows=240)
    sides = [RowsAtStep(subject, 100, "test", places) for places in (np.arange(120), np.arange(120, 240))]
    drawn = Pair(*sides, same_rows=False).drawn
    assert [weights.shape for weights in drawn] == [(201, 120), (201, 120)]
    groups = [side.groups for side in sides]
    user = next(user for user in groups[0] if user in groups[1])
    first, second = (weights[:, mine == user][:, 0] for weights, mine in zip(drawn, groups, strict=True))
    assert np.array_equal(first, second)
    assert (first == 0).any()


@pytest.mark.parametrize("weighted", [True, False])
def test_it_is_known_whether_rows_weigh_equally(weighted: bool) -> None:
    rows = rows_at(weighted=weighted)
    assert Pair(before=rows, after=rows, same_rows=True).weighs_equally is not weighted
