"""Explore: charts of all rows and of those that pass, each filtered by what is chosen in the others, and what sets the
chosen rows apart from the rest."""

from __future__ import annotations

from collections.abc import Sequence

from clicklens.analysis.naming import day_name
from clicklens.analysis.rows.cell_chart import Chart, ChartRequest
from clicklens.analysis.rows.figures import Parts
from clicklens.analysis.rows.table import RowTable
from clicklens.core.filter_words import say_filter
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter


class Explored(Record):
    """What a filter leaves of a split's sample at a step."""

    rows: int  # of the sample
    passing: int  # rows that pass every clause
    said: str  # the filter in words
    weighted: bool  # whether rows stand for unequal numbers of rows; bars then are sums of weights
    charts: tuple[Chart, ...]  # in the order asked
    parts: Parts | None  # the selection against the rest; None where it was not asked for


def explore(
    table: RowTable, chosen: RowFilter, charts: Sequence[ChartRequest] = (), *, figures: bool = True
) -> Explored:
    """Each chart shows the rows that pass all clauses but those on its own column, so that a bar that was chosen still
    stands among its neighbours.

    Raises NotFoundError for an unknown column, DataError for a clause that does not fit its column.
    """
    passing = table.passing(chosen)
    return Explored(
        rows=table.rows,
        passing=int(passing.sum()),
        said=say_filter(chosen, day_name=day_name),
        weighted=not table.weighs_alike,
        charts=tuple(table.chart(asked).chart(table.passing(chosen.without(asked.column))) for asked in charts),
        parts=table.judge.parts(passing) if figures else None,
    )
