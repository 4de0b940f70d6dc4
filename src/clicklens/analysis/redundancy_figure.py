"""How redundancy is drawn: the matrix of layers, and each layer now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, figure_of_panels, name_axes, split_colour
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.redundancy_result import RedundancyResult

READING = (
    "CKA says how alike two layers see the same rows, whatever the axes and the scale of their neurons: 1 is the same "
    "picture, 0 unrelated. Neighbouring layers near 1 do the same work. A layer that is far from what it was at the "
    "best step has been rebuilt since. Brackets and whiskers hold 95%."
)
MOST_WRITTEN = 8  # layers up to which each field holds its number


def draw_redundancy(result: RedundancyResult) -> Figure:
    """The matrix, and where there are two steps a bar for each layer."""
    title = f"What the layers share on {result.split}: {result.run_id}"
    panels = 2 if result.turns else 1
    figure, axes = figure_of_panels(panels, title=title, reading=READING)
    _matrix(axes[0], result)
    if result.turns:
        _turns(axes[1], result)
    return figure


def _matrix(axis: Axes, result: RedundancyResult) -> None:
    names = list(result.layers)
    values = np.full((len(names), len(names)), np.nan)
    np.fill_diagonal(values, 1.0)
    for pair in result.pairs:
        i, j = names.index(pair.layer), names.index(pair.other)
        values[i, j] = values[j, i] = np.nan if pair.cka is None else pair.cka.value
    axis.imshow(values, cmap="viridis", vmin=0, vmax=1, aspect="auto", origin="lower")
    if len(names) <= MOST_WRITTEN:
        _write_numbers(axis, result, names)
    ticks = range(len(names))
    axis.set_xticks(ticks, [shortened(name, 12) for name in names])
    axis.set_yticks(ticks, [shortened(name, 12) for name in names])
    axis.grid(False)
    name_axes(axis, title=f"CKA of the layers at step {result.step:,}", x="layer", y="layer", legend=False)


def _write_numbers(axis: Axes, result: RedundancyResult, names: list[str]) -> None:
    for pair in result.pairs:
        i, j = names.index(pair.layer), names.index(pair.other)
        cka = pair.cka
        digits = 2 if cka is None or cka.high < 0.99 else 3  # so that nothing is told as 1 that is not
        told = "–" if cka is None else f"{cka.value:.{digits}f}"
        between = "" if cka is None else f"\n[{cka.low:.{digits}f}, {cka.high:.{digits}f}]"
        ink = INK if cka is not None and cka.value > 0.55 else "white"
        axis.text(j, i, told + between, ha="center", va="center", fontsize=7, color=ink)
        axis.text(i, j, told, ha="center", va="center", fontsize=8, color=ink)


def _turns(axis: Axes, result: RedundancyResult) -> None:
    known = [(place, turn.cka) for place, turn in enumerate(result.turns) if turn.cka is not None]
    values = np.array([[cka.value, cka.low, cka.high] for _, cka in known]).reshape(-1, 3)
    axis.errorbar(
        [place for place, _ in known],
        values[:, 0],
        yerr=np.abs(np.stack([values[:, 0] - values[:, 1], values[:, 2] - values[:, 0]])),
        fmt="o",
        markersize=5,
        capsize=3,
        color=split_colour(result.split),
    )
    axis.axhline(1, color=FAINT, linewidth=1)
    axis.set_xticks(range(len(result.turns)), [shortened(turn.layer, 12) for turn in result.turns])
    axis.set_xlim(-0.5, len(result.turns) - 0.5)
    axis.set_ylim(min(0.0, *values[:, 1]) if len(values) else 0.0, 1.05)
    title = f"Each layer at step {result.step:,} against step {result.other_step:,}"
    name_axes(axis, title=title, x="layer", y="CKA with itself, 1 is unchanged")
