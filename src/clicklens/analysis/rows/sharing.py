"""Sharing: which values of which fields the rows that pass a filter hold more often than the rest."""

from __future__ import annotations

from clicklens.analysis.captured import Captured
from clicklens.analysis.naming import day_name
from clicklens.analysis.row_reading import readable_fields
from clicklens.analysis.rows.table import RowTable
from clicklens.analysis.shared_value import SharedValue, shared_values
from clicklens.core.filter_words import say_filter
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter

SUPPORT = 5  # rows that a value must have to be tried
TOP = 40


class Sharing(Record):
    """What the chosen rows have in common; see ``shared_values`` for how it is tested."""

    rows: int  # of the sample
    passing: int  # rows that pass every clause
    said: str  # the filter in words
    tried: int  # values that were tried
    left_out: tuple[str, ...]  # fields that the filter itself names: of course their values are shared
    values: tuple[SharedValue, ...]  # by the low end of their lift, at most ``TOP``


def find_sharing(table: RowTable, subject: Captured, split: str, chosen: RowFilter) -> Sharing:
    """``table`` holds the rows of ``split``. Raises what ``RowTable.passing`` raises."""
    passing = table.passing(chosen)
    named = tuple(name.removeprefix("field:") for name in chosen.columns if name.startswith("field:"))
    fields = [field for field in readable_fields(subject, split) if field.name not in named]
    found, tried = shared_values(
        subject.rows(split), fields, passing, users=subject.groups(split), support=SUPPORT, top=TOP
    )
    return Sharing(
        rows=table.rows,
        passing=int(passing.sum()),
        said=say_filter(chosen, day_name=day_name),
        tried=tried,
        left_out=named,
        values=found,
    )
