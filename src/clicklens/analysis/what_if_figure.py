"""How a what-if answer is drawn: pctr as it is, with each change alone, with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened
from clicklens.analysis.reading import shown

if TYPE_CHECKING:
    from clicklens.analysis.what_if_result import WhatIf

READING = (
    "Each mark is the pctr of this one row with the change named at its left, all other fields as they are; the dashed "
    "line is the row as it is. It says what this model would answer, not what would happen in the world."
)


def draw_what_if(result: WhatIf) -> Figure:
    """One panel with a line for each change."""
    row = "a given row" if result.example_id is None else f"example {result.example_id} of {result.split}"
    figure, (axis,) = figure_of_panels(1, title=f"What if {row} had other values", reading=READING)
    marks = [(f"{change.field} = {shown(change.after)}", change.alone.pctr) for change in result.changes]
    marks += [("all together", result.after.pctr)] if len(result.changes) > 1 else []
    before = result.before.pctr
    for place, (_, pctr) in enumerate(marks):
        axis.plot([before, pctr], [place, place], color=FAINT, linewidth=1.4)
        axis.plot([pctr], [place], "o", ms=6, color=INK if place < len(result.changes) else OTHERS[0])
    axis.axvline(before, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    axis.set_yticks(range(len(marks)), [shortened(name, 30) for name, _ in marks])
    axis.set_ylim(len(marks) - 0.4, -0.6)
    name_axes(axis, title=f"pctr by change, model of step {result.step:,}", x="pctr, 0 to 1", y="", legend=False)
    return figure
