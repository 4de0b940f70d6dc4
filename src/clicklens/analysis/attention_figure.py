"""How the weights of one row are drawn: behaviours on a time line, fields as bars, pairs as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, OTHERS, figure_of_panels, name_axes
from clicklens.analysis.naming import shortened
from clicklens.analysis.reading import shown

if TYPE_CHECKING:
    from clicklens.analysis.attention_result import Attention, FieldWeights, PairWeights, PositionWeights

SHOWN, NAMED = 6, 24  # candidates that are drawn; behaviours or fields up to which their names stand there
READING = (
    "Behaviours from the oldest to the newest, each with the weight that the model multiplies it by, raw; a line for "
    "each candidate. Of pairs: how much the field of the row takes from that of the column. A weight says where the "
    "model looked, not what it would have said without."
)


def draw_attention(result: Attention) -> Figure:
    """A panel for each place where the model weighs."""
    parts = [*result.positions, *result.fields, *result.pairs]
    row = "a given row" if result.example_id is None else f"example {result.example_id} of {result.split}"
    title = f"What the model of step {result.step:,} weighs in {row}"
    figure, axes = figure_of_panels(max(len(parts), 1), title=title, reading=READING)
    names = [shortened(candidate.name, 24) for candidate in result.candidates][:SHOWN]
    for axis, position in zip(axes, result.positions, strict=False):
        _along(axis, position, names)
    for axis, field in zip(axes[len(result.positions) :], result.fields, strict=False):
        _by_field(axis, field, names)
    for axis, pair in zip(axes[len(result.positions) + len(result.fields) :], result.pairs, strict=False):
        draw_pairs(figure, axis, pair)
    if not parts:
        axes[0].text(0.5, 0.5, "This model weighs nothing by itself", ha="center", va="center", color=FAINT)
        axes[0].set_axis_off()
    return figure


def _along(axis: Axes, weighing: PositionWeights, names: list[str]) -> None:
    places = range(len(weighing.behaviours))
    for number, name in enumerate(names):
        weights = [one.weights[number] for one in weighing.behaviours]
        colour = INK if number == 0 else OTHERS[(number - 1) % len(OTHERS)]
        axis.plot(places, weights, color=colour, marker="o", ms=4, linewidth=1.2, label=name)
    axis.axhline(0, color=FAINT, linewidth=0.8)
    labels = [shortened(" / ".join(shown(value) for value in one.values), 16) for one in weighing.behaviours]
    if len(labels) <= NAMED:
        axis.set_xticks(list(places), labels, rotation=60, ha="right")
    title = f"{' with '.join(weighing.fields)} by {weighing.weighing}"
    name_axes(axis, title=shortened(title, 60), x="behaviours, oldest to newest", y="weight")


def _by_field(axis: Axes, weighing: FieldWeights, names: list[str]) -> None:
    height = 0.8 / len(names)
    for number, name in enumerate(names):
        weights = [of_field[number] for of_field in weighing.weights]
        colour = INK if number == 0 else OTHERS[(number - 1) % len(OTHERS)]
        axis.barh(np.arange(len(weights)) + number * height, weights, height=height, color=colour, label=name)
    axis.set_yticks(range(len(weighing.fields)), [shortened(field, 20) for field in weighing.fields])
    axis.invert_yaxis()
    name_axes(axis, title=f"Fields by {weighing.weighing}", x="weight", y="")


def draw_pairs(figure: Figure, axis: Axes, weighing: PairWeights) -> None:
    """A heat map whose fields are named where there is room."""
    image = axis.imshow(np.asarray(weighing.weights, dtype=float), cmap="viridis_r", aspect="auto")
    figure.colorbar(image, ax=axis).ax.tick_params(labelsize=7)
    axis.grid(False)
    names = [shortened(name, 14) for name in weighing.fields] if len(weighing.fields) <= NAMED else []
    axis.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axis.set_yticks(range(len(names)), names)
    name_axes(axis, title=f"Pairs by {weighing.weighing}", x="taken from", y="taker", legend=False)
