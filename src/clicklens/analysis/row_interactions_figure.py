"""How the sets of one row are drawn: what each is beyond the sum, beside the saliency of the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.row_interactions_result import RowInteractions

SHOWN = 15  # bars
READING = (
    "Left: what fields that act together bring to this row's logit beyond the sum of what each brings alone; right of "
    "0 they raise it. Right: how strongly its pctr reacts to each field, without a sign."
)


def draw_row_interactions(result: RowInteractions) -> Figure:
    """Two panels of bars."""
    row = "a given row" if result.example_id is None else f"example {result.example_id} of {result.split}"
    figure, axes = figure_of_panels(2, title=f"Fields that act together in {row}", reading=READING)
    sets = [(" × ".join(one.fields), one.beyond) for one in result.sets[:SHOWN]]
    leans = sorted(((one.field, one.saliency) for one in result.fields), key=lambda bar: -bar[1])[:SHOWN]
    _bars(axes[0], sets, title="Beyond the sum", x="logit", colour=OTHERS[0])
    _bars(axes[1], leans, title="Saliency of the row", x="mean |dPctr/dh|", colour=INK)
    return figure


def _bars(axis: Axes, bars: list[tuple[str, float]], *, title: str, x: str, colour: str) -> None:
    places = np.arange(len(bars))
    axis.barh(places, [value for _, value in bars], color=colour)
    axis.axvline(0, color=FAINT, linewidth=0.8)
    axis.set_yticks(places, [shortened(name, 32) for name, _ in bars], fontsize=7)
    axis.invert_yaxis()
    name_axes(axis, title=title, x=x, y="", legend=False)
