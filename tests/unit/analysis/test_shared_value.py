"""What rows share: which values are tried, and which are left out; the oracle has the numbers."""

import numpy as np
import pandas as pd

from clicklens.analysis.shared_value import shared_values
from clicklens.core.field import CategoricalField, NumericField, SequenceField

CHOSEN = np.arange(100) < 20


def test_every_id_of_a_cell_counts_once_and_missing_cells_hold_none() -> None:
    cells = [["a", "b", "a"]] * 20 + [["b"]] * 40 + [None] * 40
    found, tried = shared_values(pd.DataFrame({"field:tags": cells}), [SequenceField(name="tags")], CHOSEN)
    assert tried == 2
    assert [(value.value, value.rows, value.rows_rest) for value in found] == [("a", 20, 0), ("b", 20, 40)]


def test_numbers_count_as_the_range_they_fall_in() -> None:
    price = np.where(CHOSEN, 90.0 + np.arange(100), np.arange(100) / 2)
    found, tried = shared_values(pd.DataFrame({"field:price": price}), [NumericField(name="price")], CHOSEN)
    assert tried == 5
    assert (found[0].rows, found[0].rows_rest) == (20, 0)
    assert found[0].value.endswith(" to 109")
    same = pd.DataFrame({"field:price": [1.0] * 99 + [np.nan]})
    assert shared_values(same, [NumericField(name="price")], CHOSEN) == ((), 1)
    none = pd.DataFrame({"field:price": [np.nan] * 100})
    assert shared_values(none, [NumericField(name="price")], CHOSEN) == ((), 0)


def test_rare_values_are_not_tried() -> None:
    table = pd.DataFrame({"field:city": ["x"] * 4 + ["y"] * 96})
    assert shared_values(table, [CategoricalField(name="city")], CHOSEN, support=5)[1] == 1
    assert shared_values(table, [CategoricalField(name="city")], CHOSEN, support=4)[1] == 2


def test_what_one_user_holds_is_left_out_unless_it_is_the_user() -> None:
    users = np.arange(100) // 20
    table = pd.DataFrame({"field:user": [f"u{user}" for user in users], "field:film": ["a"] * 20 + ["b"] * 80})
    fields = [CategoricalField(name="user"), CategoricalField(name="film")]
    found, tried = shared_values(table, fields, CHOSEN, users=users)
    assert [(value.field, value.value, value.users) for value in found] == [("user", "u0", 1)]
    assert tried == 5 + 1
    assert [value.field for value in shared_values(table, fields, CHOSEN)[0]] == ["user", "film"]


def test_all_rows_or_none_share_nothing_against_others() -> None:
    table = pd.DataFrame({"field:city": ["x"] * 100})
    for chosen in (np.ones(100, dtype=bool), np.zeros(100, dtype=bool)):
        assert shared_values(table, [CategoricalField(name="city")], chosen) == ((), 0)
