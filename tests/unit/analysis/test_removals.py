"""What is taken out of rows whose logit is the sum of what they hold: every drop is known."""

import numpy as np
import pytest

from clicklens.analysis.attention_rows import chosen_rows
from clicklens.analysis.removals import removals
from clicklens.analysis.weighing_pass import weigh
from tests.weighing_models import long_histories, weighing_live


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return long_histories(tmp_path_factory.mktemp("removals"))


def removed(dataset, *, sizes=(1, 3), draws=8, **model):
    live = weighing_live(dataset, **model)
    live.model.bonus = 0.0
    rows = chosen_rows(live, "train", None, rows=200, seed=0)
    found = weigh(live, rows.batch)
    own = live.model.numbers[rows.batch.ids["history"]].double().numpy()  # (B, 7)
    return removals(live, rows, found, "attention_1", sizes=sizes, draws=draws, seed=0), own


def test_without_the_heaviest_the_logit_drops_by_exactly_their_weights(dataset):
    (one,), own = removed(dataset, sizes=(3,), draws=40)
    assert one.rows == 200
    assert one.top.value == pytest.approx(np.sort(own, axis=1)[:, -3:].sum(axis=1).mean(), rel=1e-5)
    assert one.random.value == pytest.approx(3 * own.mean(), rel=0.02)
    assert one.gap.value == pytest.approx(one.top.value - one.random.value)
    assert one.gap.low > 0
    assert one.top_move == one.top  # all weights are above 0, so every move is a drop


def test_equal_weights_drop_alike_whichever_are_taken(dataset):
    (one,), _ = removed(dataset, sizes=(2,), draws=3, equal=True)
    assert one.top.value == pytest.approx(0.6, rel=1e-5)
    assert one.random.value == pytest.approx(0.6, rel=1e-5)
    assert one.gap.value == pytest.approx(0.0, abs=1e-5)


def test_weights_that_say_the_opposite_move_less_than_chance(dataset):
    (one,), _ = removed(dataset, sizes=(1,), turned=True)
    assert one.move_gap.high < 0


def test_sizes_that_too_few_rows_exceed_are_left_out(dataset):
    found, _ = removed(dataset, sizes=(1, 7, 9))
    assert [one.k for one in found] == [1]


def test_the_same_seed_takes_out_the_same(dataset):
    assert removed(dataset)[0] == removed(dataset)[0]
