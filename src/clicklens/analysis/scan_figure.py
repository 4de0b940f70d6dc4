"""How a scan is drawn: pctr along a number, or by value from the highest to the lowest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened
from clicklens.analysis.reading import shown

if TYPE_CHECKING:
    from clicklens.analysis.scan_result import Scan

SHOWN = 24  # values drawn, half of them the highest and half the lowest
READING = (
    "Each mark is the pctr of this one row with that value in the field, all other fields as they are; the dashed line "
    "is the row as it is, the full mark its own value. Another row may go another way."
)


def draw_scan(result: Scan) -> Figure:
    """One panel."""
    row = "a given row" if result.example_id is None else f"example {result.example_id} of {result.split}"
    figure, (axis,) = figure_of_panels(1, title=f"{shortened(result.field, 30)} through {row}", reading=READING)
    if all(isinstance(point.value, float) for point in result.points):
        _along(axis, result)
    else:
        figure.set_figheight(max(figure.get_figheight(), 1.6 + 0.19 * min(len(result.points), SHOWN)))
        _by_value(axis, result)
    return figure


def _along(axis: Axes, result: Scan) -> None:
    marks = [(p.value, p.score.pctr, p.is_own) for p in result.points if isinstance(p.value, float)]
    axis.plot(
        [value for value, _, _ in marks], [pctr for _, pctr, _ in marks], color=INK, linewidth=1.5, marker="o", ms=3
    )
    axis.axhline(result.own_score.pctr, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    axis.plot([v for v, _, own in marks if own], [p for _, p, own in marks if own], "o", ms=7, color=OTHERS[0])
    title = f"pctr by {shortened(result.field, 24)}, model of step {result.step:,}"
    name_axes(axis, title=title, x=shortened(result.field, 40), y="pctr, 0 to 1", legend=False)


def _by_value(axis: Axes, result: Scan) -> None:
    points = list(result.points)
    half, left = SHOWN // 2, len(points) - SHOWN
    if left > 0:
        points = [p for place, p in enumerate(points) if place < half or place >= len(points) - half or p.is_own]
    for place, point in enumerate(points):
        colour = OTHERS[0] if point.is_own else INK
        face = colour if point.is_own else "white"
        axis.plot([point.score.pctr], [place], "o", ms=5, mfc=face, mec=colour)
    axis.axvline(result.own_score.pctr, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    axis.set_yticks(range(len(points)), [shortened(shown(point.value), 26) for point in points])
    axis.set_ylim(len(points) - 0.4, -0.6)
    rest = "" if left <= 0 else f", {len(result.points) - len(points):,} between left out"
    title = f"pctr by {shortened(result.field, 20)}, model of step {result.step:,}{rest}"
    name_axes(axis, title=title, x="pctr, 0 to 1", y="", legend=False)
