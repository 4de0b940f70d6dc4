"""How neurons are drawn: a heat map a layer, steps along x, neurons along y by their value at the step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from clicklens.analysis.figure import FAINT, INK, figure_of_panels, name_axes
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.neurons_result import LayerMap, NeuronsResult

NAMES = {
    "mean": "mean output",
    "deviation": "deviation over rows",
    "zero_share": "share of rows at 0",
    "gap": "deviation on train less held out",
}
READING = {
    "mean": "Each line is a neuron, each column a snapshot; lines are sorted by their value at the step looked at.",
    "deviation": "Each line is a neuron, each column a snapshot; a bright neuron tells rows apart, a dark one not.",
    "zero_share": "Each line is a neuron, each column a snapshot; a bright neuron is silent for nearly all rows.",
    "gap": (
        "Each line is a neuron, each column a snapshot. Red neurons move more on rows that were trained on than on "
        "others: that is what learning rows by heart looks like from inside. Blue ones move less."
    ),
}
OWN = " Each panel has its own scale."
SHARED = " All panels have the same scale."
LINES = " The dashed line is the step looked at, the dotted one the reference."


def draw_neurons(result: NeuronsResult) -> Figure:
    """A panel a layer; what has one unit for all layers has one scale, what has not a scale a panel."""
    where = result.split if result.compared_with is None else f"{TRAIN} and {result.compared_with}"
    is_shared = result.measure in ("gap", "zero_share")
    reading = READING[result.measure] + (SHARED if is_shared else OWN) + LINES
    title = f"Neurons over training on {where}: {result.run_id}"
    figure, axes = figure_of_panels(len(result.layers), title=title, reading=reading)
    for axis, known in zip(axes, result.layers, strict=True):
        low, high = _limits(result, result.layers if is_shared else (known,))
        colours = "RdBu_r" if result.measure == "gap" else "viridis"
        image = axis.imshow(_ordered(known), aspect="auto", interpolation="nearest", cmap=colours, vmin=low, vmax=high)
        _steps(axis, result)
        axis.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axis.grid(False)
        title = f"{known.layer}: {known.neurons} neurons, {len(known.barely_active)} barely active"
        name_axes(axis, title=title, x="snapshots, by optimiser step", y="neurons, by value at the step", legend=False)
        if not is_shared:
            _name_colours(figure.colorbar(image, ax=axis, pad=0.02), result)
    if is_shared:
        _name_colours(figure.colorbar(image, ax=axes, shrink=0.6, pad=0.02), result)
    return figure


def _name_colours(bar: Colorbar, result: NeuronsResult) -> None:
    bar.set_label(NAMES[result.measure], fontsize=8, color=FAINT)
    bar.ax.tick_params(labelsize=7.5, colors=FAINT)
    bar.outline.set_visible(False)


def _ordered(known: LayerMap) -> NDArray[np.float64]:
    """(H, steps), NaN where undefined"""
    values = np.array([[np.nan if value is None else value for value in row] for row in known.values])
    return values[list(known.by_value)]


def _limits(result: NeuronsResult, layers: Sequence[LayerMap]) -> tuple[float, float]:
    """Of these layers together; about zero for a gap, from zero where nothing is below."""
    lows = [known.low for known in layers if known.low is not None]
    highs = [known.high for known in layers if known.high is not None]
    low, high = min(lows, default=0.0), max(highs, default=1.0)
    if result.measure == "gap":
        reach = max(-low, high, 1e-12)
        return -reach, reach
    return min(low, 0.0), 1.0 if result.measure == "zero_share" else max(high, low + 1e-12)


def _steps(axis: Axes, result: NeuronsResult) -> None:
    """Columns are snapshots, named by their steps, of which some are written."""
    last = len(result.steps) - 1
    places = sorted(set(np.linspace(0, last, min(6, last + 1)).round().astype(int).tolist()))
    axis.set_xticks(places, [f"{result.steps[place]:,}" for place in places])
    colour = INK if result.measure == "gap" else "white"
    axis.axvline(result.steps.index(result.step), color=colour, linewidth=1, linestyle=(0, (4, 2)))
    if result.reference_step != result.step:
        axis.axvline(result.steps.index(result.reference_step), color=colour, linewidth=1, linestyle=":")
