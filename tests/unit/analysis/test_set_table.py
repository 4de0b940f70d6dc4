"""A set laid out by its values, of a model whose interactions are known."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from clicklens.analysis.interaction_rows import background_rows
from clicklens.analysis.set_table import set_table, table_rows
from tests.crossing_models import crossing_live
from tests.live_rows import live_of


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return crossing_live(tmp_path_factory.mktemp("table"))


@pytest.fixture(scope="module")
def rows(live):
    return table_rows(live, "train", background_rows(live, seed=0), seed=0)


def sign(live, field, text):
    table = live.dataset.schema.table_of[field]
    vocabulary = live.dataset.vocabulary(table)
    ids = np.arange(live.dataset.table_sizes[table])
    known = {value: int(one) for one, value in zip(ids, vocabulary.decode(ids), strict=True)}
    return 1.0 - 2.0 * (known.get(text, 0) % 2)


def background_signs(live, rows, field):
    return rows.background.fields[field][:, 0].double().numpy()


def test_what_is_beyond_the_sum_is_the_planted_cross(live, rows):
    """f = u + i + p / 2 + 2 u i: beyond = 2 (u − mean u_r) (i − mean i_r) but for how u_r and i_r go together."""
    found = set_table(live, ("user", "item"), rows)
    u, i = background_signs(live, rows, "user"), background_signs(live, rows, "item")
    for cell in found.cells:
        user, item = (sign(live, name, value) for name, value in zip(("user", "item"), cell.values, strict=True))
        expected = 2 * (user * item - user * i.mean() - item * u.mean() + (u * i).mean())
        assert cell.beyond.value == pytest.approx(expected, abs=1e-5)
        assert cell.logit - cell.additive == pytest.approx(expected, abs=1e-5)
        assert cell.beyond.low <= cell.beyond.value <= cell.beyond.high


def test_fields_that_only_add_have_nothing_beyond(live, rows):
    found = set_table(live, ("user", "place"), rows)
    assert max(abs(cell.beyond.value) for cell in found.cells) < 1e-5


def test_rows_are_counted_in_the_sample(live, rows):
    found = set_table(live, ("user", "item"), rows)
    frame = live.dataset.split("train").decoded(np.arange(len(live.dataset.split("train"))))
    assert found.sample == len(frame)
    assert len(found.cells) == len(found.values[0]) * len(found.values[1])
    known = [cell for cell in found.cells if "missing" not in cell.values]
    for cell in known:
        held = (frame["user"] == cell.values[0]) & (frame["item"] == cell.values[1])
        assert cell.rows == int(held.sum())
    assert found.laid_out == pytest.approx(sum(cell.rows for cell in found.cells) / found.sample)


def test_three_fields_are_laid_out_and_many_are_not(live, rows):
    found = set_table(live, ("user", "item", "place"), rows)
    assert [len(values) for values in found.values] == [4, 4, 4]
    assert len(found.cells) == 64
    assert set_table(live, ("user", "item", "place", "age", "price"), rows) is None


@pytest.mark.parametrize("fields", [("history", "price"), ("tags", "age"), ("item", "history")])
def test_histories_numbers_and_lists_of_a_real_model(tmp_path, fields):
    live = live_of(crossing_live(tmp_path).dataset)
    rows = table_rows(live, "train", background_rows(live, seed=0), seed=0)
    found = set_table(live, fields, rows)
    assert found.cells
    assert all(np.isfinite(cell.logit) for cell in found.cells)
    assert set_table(live, ("text", "item"), rows) is None


def test_a_history_that_is_put_in_is_that_of_the_row_that_holds_it(tmp_path):
    """Of values that one row holds each: the logit is the mean over background rows scored with that row's ids."""
    live = live_of(crossing_live(tmp_path, rows=30).dataset)
    split, background = live.dataset.split("train"), background_rows(live, seed=0).take(torch.arange(3))
    found = set_table(live, ("history", "item"), table_rows(live, "train", background, seed=0))
    histories = split.batch(np.arange(len(split))).ids["history"]
    newest = [
        f"newest {entries[-1]}" if entries else "empty" for entries in split.decoded(np.arange(len(split)))["history"]
    ]
    alone = [value for value in found.values[0] if value != "empty" and newest.count(value) == 1]
    assert alone
    for value in alone:
        held = histories[newest.index(value)].expand(3, -1)
        assert held.any()
        for item in found.values[1]:
            ids = {**background.ids, "history": held, "item": torch.full((3, 1), place_of(live, item))}
            cell = next(one for one in found.cells if one.values == (value, item))
            assert cell.logit == pytest.approx(live.logits(replace(background, ids=ids)).mean(), rel=1e-4, abs=1e-5)


def place_of(live, item):
    """The id of an item, 0 for a missing one."""
    size = live.dataset.table_sizes["item"]
    return {text: place for place, text in enumerate(live.dataset.vocabulary("item").decode(np.arange(size)))}.get(
        item, 0
    )


def test_the_same_question_has_the_same_answer(live, rows):
    assert set_table(live, ("user", "age"), rows) == set_table(live, ("user", "age"), rows)
