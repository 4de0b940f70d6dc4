"""How slices are drawn: AUC and PCOC of each beside that of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.slices_result import SliceFigures, SlicesResult

SHOWN = 12
LONGEST = 28  # letters of a slice's name
READING = (
    "Each violet point is a slice, with its 95% interval; the grey one is all other rows. A slice left of the rest in "
    "the first panel is ordered worse; one right of 1 in the second is promised more clicks than came. Slices of many "
    "rows have narrow intervals: read the interval before the point."
)


def draw_slices(result: SlicesResult) -> Figure:
    """The slices of worst order, and those whose level is furthest from the rest's."""
    title = f"Where the model is worst: {result.run_id}, {result.split} at step {result.step:,}"
    figure, axes = figure_of_panels(2, title=title, reading=READING)
    usable = [found for found in result.slices if found.parts is not None]
    _panel(axes[0], [found for found in usable if found.auc_gap is not None][:SHOWN], "auc")
    by_level = [found for found in usable if found.pcoc_gap is not None]
    by_level.sort(key=lambda found: -abs(found.pcoc_gap.value if found.pcoc_gap else 0.0))
    _panel(axes[1], by_level[:SHOWN], "pcoc")
    name_axes(axes[0], title="AUC of slices, worst first", x="AUC", y="slice")
    name_axes(axes[1], title="Predicted over observed clicks", x="PCOC, ratio", y="slice")
    axes[1].axvline(1.0, color=FAINT, linewidth=1, linestyle=(0, (2, 2)))
    return figure


def _panel(axis: Axes, shown: list[SliceFigures], name: str) -> None:
    for at, found in enumerate(shown):
        if found.parts is None:
            continue
        for part, colour, marker, label in (
            (found.parts.rest, FAINT, "s", "the rest"),
            (found.parts.selection, OTHERS[0], "o", "the slice"),
        ):
            known = getattr(part, name).interval
            if known is None:
                continue
            reach = [[known.value - known.low], [known.high - known.value]]
            axis.errorbar(known.value, at, xerr=reach, fmt=marker, ms=4, color=colour, label=label if at == 0 else None)
    axis.set_yticks(range(len(shown)), [shortened(found.name, LONGEST) for found in shown])
    axis.invert_yaxis()
