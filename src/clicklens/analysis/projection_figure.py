"""How projections are drawn: a map for each layer, and purity as numbers beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from clicklens.analysis.figure import (
    CLICKED,
    FAINT,
    INK,
    NOT_CLICKED,
    OTHERS,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    ordered_colours,
)

if TYPE_CHECKING:
    from clicklens.analysis.projection_result import PointMap, ProjectionResult

MAPS_SHOWN = 6
PARTS = 8  # of each class, drawn by turns
NAMES = {"tsne": "t-SNE", "pca": "principal components"}
READING = (
    "Each point is a row; rows that a layer holds for alike lie close. Distances between far points, and the size and "
    "shape of clusters, mean nothing on a t-SNE map. Purity is the click share among a clicked point's nearest "
    "neighbours: read it in the layer itself first, since a plane loses some of it."
)


def draw_projection(result: ProjectionResult) -> Figure:
    """Maps of the last layers at the step, purity by layer, and purity over training where there are steps."""
    shown = result.at_step()[-MAPS_SHOWN:]
    steps = sorted({known.step for known in result.maps})
    panels = len(shown) + (2 if len(steps) > 1 else 1)
    title = f"What the model holds for alike, {NAMES[result.method]}: {result.run_id}, {result.split}"
    figure, axes = figure_of_panels(panels, title=title, reading=READING, columns=2 if panels <= 4 else 3)
    for axis, known in zip(axes, shown, strict=False):
        _map(axis, known, np.array(result.labels), legend=known is shown[0])
    _by_layer(axes[len(shown)], result)
    if len(steps) > 1:
        _over_steps(axes[-1], result, steps)
    return figure


def _map(axis: Axes, known: PointMap, labels: NDArray[np.int64], *, legend: bool) -> None:
    x, y = np.array(known.x), np.array(known.y)
    size = float(np.clip(6000 / len(x), 2, 14))
    classes = ((0, NOT_CLICKED, "o", "not clicked"), (1, CLICKED, "^", "clicked"))
    for part in range(PARTS):  # by turns, so that neither class lies on top of the other
        for value, colour, marker, name in classes:
            chosen = np.flatnonzero(labels == value)[part::PARTS]
            label = name if part == 0 else None
            axis.scatter(x[chosen], y[chosen], s=size, c=colour, marker=marker, alpha=0.55, linewidths=0, label=label)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.margins(0.08)
    axis.set_aspect("equal", adjustable="datalim")
    purity = known.layer_purity
    said = "silent" if purity is None else f"purity {purity.value:.1%} ± {purity.reach:.1%}"
    title = f"{known.tap} at step {known.step:,}: {said}"
    name_axes(axis, title=title, x="first direction, no unit", y="second direction, no unit", legend=False)
    if legend:
        axis.legend(fontsize=7.5, frameon=True, framealpha=0.85, edgecolor="none", markerscale=2, loc="upper right")


def _by_layer(axis: Axes, result: ProjectionResult) -> None:
    maps = result.at_step()
    series = (
        ("in the layer", INK, "o", [m.layer_purity for m in maps]),
        ("on the map", FAINT, "s", [m.map_purity for m in maps]),
    )
    for index, (name, colour, marker, found) in enumerate(series):
        known = [(i, entry) for i, entry in enumerate(found) if entry is not None]
        at = [i + (index - 0.5) * 0.14 for i, _ in known]
        reach = [entry.reach for _, entry in known]
        values = [entry.value for _, entry in known]
        axis.errorbar(at, values, yerr=reach, fmt=marker, ms=4, color=colour, elinewidth=1.2, label=name)
    axis.axhline(result.chance, color=OTHERS[0], linewidth=1, linestyle=(0, (2, 2)), label="chance")
    axis.set_xticks(range(len(maps)), [known.tap for known in maps], rotation=20 if len(maps) > 5 else 0)
    axis.set_xlim(-0.5, len(maps) - 0.5)
    low, high = axis.get_ylim()
    axis.set_ylim(low, high + 0.4 * (high - low))
    title = f"Purity of a clicked point's {result.k} nearest, step {result.step:,}"
    name_axes(axis, title=title, x="layer", y="share of clicked neighbours")


def _over_steps(axis: Axes, result: ProjectionResult, steps: list[int]) -> None:
    taps = list(dict.fromkeys(known.tap for known in result.maps))
    for tap, shade in zip(taps, ordered_colours(len(taps)), strict=True):
        found = {known.step: known.layer_purity for known in result.maps if known.tap == tap}
        values = [None if (purity := found[step]) is None else purity.value for step in steps]
        draw_line(axis, steps, values, label=tap, colour=shade)
    axis.axhline(result.chance, color=OTHERS[0], linewidth=1, linestyle=(0, (2, 2)), label="chance")
    mark_step(axis, result.step, "shown")
    name_axes(axis, title="Purity in the layer over training", x="step", y="share of clicked neighbours")
