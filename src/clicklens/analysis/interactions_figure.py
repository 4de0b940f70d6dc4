"""How fields that act together are drawn: rows by pair, and the sets beside their counts by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.interactions_result import Interactions

NAMED = 30  # fields, up to which each is named
SETS = 12  # that are drawn
READING = (
    "Left: of how many rows two fields stand together in one of the strongest sets. Right: of how many rows a set is "
    "among the strongest; whiskers hold 95% of what redrawn rows give, a tick marks the same model without "
    "interactions. A bar well over its tick is more than chance; a star: p < 0.05 after correction for all sets."
)


def draw_interactions(result: Interactions) -> Figure:
    """The matrix of pairs and the most frequent sets."""
    title = (
        f"Fields that act together in the model of step {result.step:,}, {result.instances:,} rows of {result.split}"
    )
    figure, axes = figure_of_panels(2, title=title, reading=READING)
    _matrix(figure, axes[0], result)
    _bars(axes[1], result)
    return figure


def _matrix(figure: Figure, axis: Axes, result: Interactions) -> None:
    image = axis.imshow(np.asarray(result.counts, dtype=float), cmap="viridis_r", aspect="auto", vmin=0)
    figure.colorbar(image, ax=axis).ax.tick_params(labelsize=7)
    axis.grid(False)
    names = [shortened(name, 14) for name in result.fields] if len(result.fields) <= NAMED else []
    axis.set_xticks(range(len(names)), names, rotation=60, ha="right", fontsize=6.5)
    axis.set_yticks(range(len(names)), names, fontsize=6.5)
    name_axes(axis, title="Rows in which two fields act together", x="", y="", legend=False)


def _bars(axis: Axes, result: Interactions) -> None:
    shown = result.sets[:SETS]
    if not shown:
        axis.text(0.5, 0.5, "No fields act together", ha="center", va="center", color=FAINT, transform=axis.transAxes)
        axis.set_axis_off()
        return
    places, rows = np.arange(len(shown)), result.instances
    reach = [
        [found.count - rows * found.share.low for found in shown],
        [rows * found.share.high - found.count for found in shown],
    ]
    axis.barh(places, [found.count for found in shown], xerr=np.maximum(reach, 0), color=OTHERS[0], ecolor=FAINT)
    for place, found in zip(places, shown, strict=True):
        if found.by_chance is not None:
            axis.plot([found.by_chance] * 2, [place - 0.4, place + 0.4], color=OTHERS[3], linewidth=2)
    names = [shortened(" × ".join(found.fields), 32) + (" *" if found.is_sure else "") for found in shown]
    axis.set_yticks(places, names, fontsize=7)
    axis.invert_yaxis()
    axis.set_xlim(left=0)
    name_axes(axis, title="Rows among whose strongest sets it is", x="rows", y="", legend=False)
