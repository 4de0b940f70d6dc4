"""Tables of a report."""

import pandas as pd

from clicklens.report.table import render_table, shorten


def test_every_cell_and_heading_is_escaped() -> None:
    table = render_table(pd.DataFrame({"<i>": ["<script>x</script>", "a & b"]}), caption="<u>")
    assert "<script>" not in table
    assert "<i>" not in table
    assert "<u>" not in table
    assert "a &amp; b" in table


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    table = render_table(pd.DataFrame({"name": ["x"], "rows": [1000], "fine": [True]}))
    assert '<td class="number">1,000</td>' in table
    assert "<td>x</td>" in table
    assert "<td>yes</td>" in table


def test_a_long_name_gets_room() -> None:
    assert '<td class="long">' in render_table(pd.DataFrame({"name": ["a" * 60]}))


def test_a_short_table_is_left_whole() -> None:
    frame = pd.DataFrame({"a": range(5)})
    shown, said = shorten(frame, most=5)
    assert (len(shown), said) == (5, "")


def test_of_a_long_table_the_step_looked_at_is_shown() -> None:
    frame = pd.DataFrame({"step": [100] * 6 + [200] * 4, "x": range(10)})
    shown, said = shorten(frame, step=200, most=5)
    assert shown["x"].tolist() == [6, 7, 8, 9]
    assert said == "The 4 rows of step 200, out of 10."


def test_otherwise_rows_are_evenly_spaced_from_the_first_to_the_last() -> None:
    shown, said = shorten(pd.DataFrame({"x": range(100)}), step=7, most=5)
    assert shown["x"].tolist() == [0, 24, 49, 74, 99]
    assert said == "5 rows, evenly spaced, out of 100."
