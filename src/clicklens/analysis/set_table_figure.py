"""How a set of fields is drawn by its values: the mean logit, what adds up, and what the fields do together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.interactions_result import FoundSet, Interactions, SetTable

READING = (
    "Mean logit of the model over training rows with these values put in; what it would be if each value acted alone; "
    "and the difference, what the fields do together. Numbers in the cells: rows of the sample that hold the "
    "combination. A cell without rows shows what the model makes of what it never saw."
)


def draw_set_table(result: Interactions, found: FoundSet) -> Figure:
    """Three heat maps: the first field downwards, the combinations of the others to the right."""
    title = f"{shortened(' × '.join(found.fields), 60)} in the model of step {result.step:,}"
    figure, axes = figure_of_panels(3, title=title, reading=READING, columns=3)
    if found.table is None:
        for axis in axes:
            axis.set_axis_off()
        axes[0].text(0.5, 0.5, "This set has no few values to lay out", ha="center", va="center", color=FAINT)
        return figure
    logit, additive = _matrix(found.table, "logit"), _matrix(found.table, "additive")
    low, high = min(logit.min(), additive.min()), max(logit.max(), additive.max())
    _draw(figure, axes[0], found, logit, title="Mean logit", span=(low, high))
    _draw(figure, axes[1], found, additive, title="If each value acted alone", span=(low, high))
    span = float(np.abs(logit - additive).max()) or 1.0
    _draw(
        figure, axes[2], found, logit - additive, title="Together, beyond the sum", span=(-span, span), colours="RdBu_r"
    )
    return figure


def _matrix(table: SetTable, what: str) -> np.ndarray:
    """(values of the first field, combinations of the others)"""
    return np.array([getattr(cell, what) for cell in table.cells]).reshape(len(table.values[0]), -1)


def _draw(
    figure: Figure,
    axis: Axes,
    found: FoundSet,
    values: np.ndarray,
    *,
    title: str,
    span: tuple[float, float],
    colours: str = "viridis_r",
) -> None:
    table = found.table
    if table is None:
        return
    image = axis.imshow(values, cmap=colours, vmin=span[0], vmax=span[1], aspect="auto")
    figure.colorbar(image, ax=axis).ax.tick_params(labelsize=7)
    axis.grid(False)
    across = [" / ".join(cell.values[1:]) for cell in table.cells[: values.shape[1]]]
    axis.set_xticks(range(len(across)), [shortened(name, 16) for name in across], rotation=60, ha="right", fontsize=6)
    axis.set_yticks(range(len(table.values[0])), [shortened(name, 16) for name in table.values[0]], fontsize=7)
    if colours != "viridis_r" and values.size <= 64:
        for place, cell in enumerate(table.cells):
            y, x = divmod(place, values.shape[1])
            axis.text(x, y, f"{cell.rows:,}", ha="center", va="center", fontsize=5.5)
    name_axes(axis, title=f"{title}, logit", x=" / ".join(found.fields[1:]), y=found.fields[0], legend=False)
