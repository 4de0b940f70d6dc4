"""How every picture of ClickLens looks: one meaning, one colour; a title that says what is seen, and how to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import numpy as np
from matplotlib import colormaps, rc_context
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from clicklens.analysis.naming import day_name

INK, FAINT, GRID = "#1f2328", "#6b7280", "#e5e7eb"
SPLIT_COLOUR = {"train": "#2563eb", "validation": "#0d9488", "test": "#ea7317"}
SPLIT_DASH = {"train": "-", "validation": (0, (4, 2)), "test": (0, (6, 1.5, 1.5, 1.5))}
CLICKED, NOT_CLICKED, ALARM = "#c2255c", "#8a9099", "#b91c1c"
OTHERS = ("#0891b2", "#a16207", "#4d7c0f", "#be185d", "#475569", "#78350f")
PANEL = (4.6, 3.1)  # inches, width and height of one panel


def figure_of_panels(
    panels: int, *, title: str, reading: str, columns: int = 2, share_y: bool = False
) -> tuple[Figure, list[Axes]]:
    """A figure of equal panels with a title above and below it the sentence on how to read it."""
    columns = min(columns, panels)
    rows = -(-panels // columns)
    width, height = PANEL[0] * columns, PANEL[1] * rows + 1.0
    with rc_context({"svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}):
        figure = Figure(figsize=(max(width, 6.4), height), layout="constrained")
        grid = figure.subplots(rows, columns, squeeze=False, sharey=share_y)
        figure.suptitle(title, x=0.01, ha="left", fontsize=11.5, fontweight="bold", color=INK)
        note = "\n".join(textwrap.wrap(reading, width=int(max(width, 6.4) * 15)))
        figure.supxlabel(note, x=0.01, ha="left", fontsize=8.5, color=FAINT)
    axes = [axis for row in grid for axis in row]
    for axis in axes[panels:]:
        axis.set_visible(False)
    for axis in axes[:panels]:
        _plain(axis)
    return figure, axes[:panels]


def split_colour(split: str, index: int = 0) -> str:
    """The colour that stands for a split everywhere; others take one of the free ones."""
    return SPLIT_COLOUR.get(split, OTHERS[index % len(OTHERS)])


def draw_line(
    axis: Axes, x: Iterable[float], y: Iterable[float | None], *, label: str, split: str | None = None, colour: str = ""
) -> None:
    """A line with its name beside its last point; undefined values leave a gap."""
    xs = np.asarray(list(x), dtype=float)
    ys: NDArray[np.float64] = np.asarray([np.nan if value is None else value for value in y], dtype=float)
    shade = colour or split_colour(split or "", len(axis.lines))
    axis.plot(
        xs, ys, color=shade, linestyle=SPLIT_DASH.get(split or "", "-"), linewidth=1.6, label=label, marker="o", ms=2.2
    )


def mark_step(axis: Axes, step: float | None, text: str, *, colour: str = FAINT) -> None:
    """A thin upright line at a step, such as the best one, with its name at the top, below the names already there."""
    if step is None:
        return
    axis.axvline(step, color=colour, linewidth=1, linestyle=(0, (2, 2)))
    axis.annotate(
        text,
        (step, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(2, -9 * (1 + len(axis.texts))),
        textcoords="offset points",
        fontsize=7.5,
        color=colour,
    )


def ordered_colours(count: int) -> list[str]:
    """Colours of things that have an order (layers, days): light for the first, dark for the last."""
    return [to_hex(colormaps["viridis"](0.85 * (1 - place / max(count - 1, 1)))) for place in range(count)]


def step_axis(axis: Axes) -> None:
    """Whole optimiser steps along x."""
    axis.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))


def day_axis(axis: Axes) -> None:
    """Whole days along x, by their dates where they have some."""
    axis.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.xaxis.set_major_formatter(lambda day, _place: day_name(round(day)).removeprefix("day "))


def name_axes(axis: Axes, *, title: str, x: str, y: str, legend: bool = True) -> None:
    """Says what the panel shows and what its axes mean, units included."""
    axis.set_title(title, fontsize=9.5, loc="left", color=INK)
    axis.set_xlabel(x, fontsize=8.5, color=FAINT)
    axis.set_ylabel(y, fontsize=8.5, color=FAINT)
    if legend and axis.get_legend_handles_labels()[1]:
        axis.legend(fontsize=7.5, frameon=False)


def _plain(axis: Axes) -> None:
    axis.spines[["top", "right"]].set_visible(False)
    axis.spines[["left", "bottom"]].set_color(GRID)
    axis.grid(True, color=GRID, linewidth=0.6)
    axis.set_axisbelow(True)
    axis.tick_params(labelsize=8, colors=FAINT)
