"""Rows as people read them."""

import pytest

from clicklens.analysis.row_reading import read_rows, readable_fields
from tests.captured_runs import make_captured


def test_rows_come_in_the_order_asked_for_with_all_their_fields() -> None:
    subject = make_captured(steps=2)
    rows = read_rows(subject, "test", 200, [5, 2])
    table = subject.rows("test")
    assert [row.example_id for row in rows] == table["example_id"].iloc[[5, 2]].tolist()
    assert rows[0].pctr == pytest.approx(float(subject.pctr(200, "test")[5]))
    assert rows[1].label == float(table["label:click"].iloc[2])
    assert rows[0].fields == {name: table[f"field:{name}"].iloc[5] for name in ("user_id", "city", "item_id", "hour")}
    assert [field.name for field in readable_fields(subject, "test")] == list(rows[0].fields)
    assert read_rows(subject, "test", 200, []) == ()
