"""How parameters are drawn: the length of vectors by how often training holds their ids, and who acts on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.weights_result import CrossWeights, ModelWeights, NormBin, TableWeights

TABLES, CROSSES = 4, 4  # panels of each
NAMES = 24  # fields up to which a heat map names them
READING = (
    "Left to right: ids that training holds more and more often. The line is the median length of their vectors, the "
    "band holds the middle half of them, the dashed line is how far they moved from where they started. Of pairs of "
    "fields: the darker, the more the field of the column acts on that of the row; compare within one part only."
)


def draw_weights(result: ModelWeights) -> Figure:
    """A panel for each of the largest tables, and one for each part with cross strengths."""
    tables = [table for table in result.tables if table.bins][:TABLES]
    crosses = result.crosses[:CROSSES]
    title = f"What the parameters hold, model of step {result.step:,}"
    figure, axes = figure_of_panels(max(len(tables) + len(crosses), 1), title=title, reading=READING)
    for axis, table in zip(axes, tables, strict=False):
        _by_count(axis, table)
    for axis, cross in zip(axes[len(tables) :], crosses, strict=False):
        _crossed(figure, axis, cross)
    if not tables and not crosses:
        axes[0].text(0.5, 0.5, "This model has no vectors of ids", ha="center", va="center", color=FAINT)
        axes[0].set_axis_off()
    return figure


def _by_count(axis: Axes, table: TableWeights) -> None:
    places = range(len(table.bins))
    axis.fill_between(
        places,
        [one.q25 for one in table.bins],
        [one.q75 for one in table.bins],
        color=OTHERS[0],
        alpha=0.18,
        linewidth=0,
    )
    axis.plot(
        places,
        [one.median for one in table.bins],
        color=OTHERS[0],
        marker="o",
        ms=3,
        linewidth=1.6,
        label="length, median",
    )
    if table.unmoved is not None:
        moved = [one.moved or 0.0 for one in table.bins]
        axis.plot(places, moved, color=INK, linestyle=(0, (3, 2)), linewidth=1.3, label="moved, mean")
    axis.set_xticks(list(places), [bin_name(one) for one in table.bins], rotation=45, ha="right")
    axis.set_ylim(bottom=0)
    title = f"{shortened(table.table, 24)}: {table.ids:,} ids, {table.share:.0%} of the parameters"
    name_axes(axis, title=title, x="times in training", y="length of the vectors")


def bin_name(one: NormBin) -> str:
    """'0', '1', '2 to 3', '1,024 to 2,047'."""
    return f"{one.low:,}" if one.low == one.high else f"{one.low:,} to {one.high:,}"


def _crossed(figure: Figure, axis: Axes, cross: CrossWeights) -> None:
    image = axis.imshow(np.asarray(cross.strength, dtype=float), cmap="viridis_r", vmin=0, aspect="auto")
    figure.colorbar(image, ax=axis).ax.tick_params(labelsize=7)
    axis.grid(False)
    names = [shortened(name, 14) for name in cross.fields] if len(cross.fields) <= NAMES else []
    axis.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axis.set_yticks(range(len(names)), names)
    name_axes(axis, title=f"Strength of pairs through {cross.part}", x="acting", y="acted on", legend=False)
