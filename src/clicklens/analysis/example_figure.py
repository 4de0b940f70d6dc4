"""How one row is drawn: its score over training, where it stands, what the model leans on, and the rows like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import (
    ALARM,
    CLICKED,
    FAINT,
    INK,
    NOT_CLICKED,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    split_colour,
    step_axis,
)
from clicklens.analysis.naming import shortened
from clicklens.analysis.reading import shown

if TYPE_CHECKING:
    from clicklens.analysis.example_result import ExampleResult

MOST_BARS = 12
READING = (
    "Top left: what the model said of the row while it trained; the dotted line is what happened. Top right: the share "
    "of rows of the split that are scored lower, and of those whose log loss is smaller. Bottom left: what the score "
    "reacts to in this row; the mark is the same over all rows. Bottom right: the rows with the most similar states."
)
HEADROOM = 1.13  # above a share of 1, for the mark of the step


def draw_example(result: ExampleResult) -> Figure:
    """Two panels of the course, and as far as there are gradients and layers one of fields and one of near rows."""
    happened = "clicked" if result.label == 1 else "not clicked"
    title = f"Row {result.example_id} of {result.split}, {happened}: {result.run_id}"
    parts = [_pctr, _standing]
    parts += [_fields] if any(field.share is not None for field in result.fields) else []
    parts += [_near] if result.near else []
    figure, axes = figure_of_panels(len(parts), title=title, reading=READING)
    for axis, draw in zip(axes, parts, strict=True):
        draw(axis, result)
    return figure


def _pctr(axis: Axes, result: ExampleResult) -> None:
    draw_line(axis, [p.step for p in result.film], [p.pctr for p in result.film], label="pctr", split=result.split)
    axis.axhline(result.label, color=CLICKED if result.label == 1 else NOT_CLICKED, linewidth=1.2, linestyle=":")
    axis.set_ylim(-0.03, HEADROOM)
    step_axis(axis)
    mark_step(axis, result.step, "looked at")
    name_axes(axis, title="Its pctr over training", x="optimiser steps", y="pctr, 0 to 1", legend=False)


def _standing(axis: Axes, result: ExampleResult) -> None:
    steps = [point.step for point in result.film]
    draw_line(axis, steps, [point.rank for point in result.film], label="scored lower", split=result.split)
    draw_line(axis, steps, [point.loss_rank for point in result.film], label="smaller log loss", colour=ALARM)
    axis.set_ylim(-0.03, HEADROOM)
    step_axis(axis)
    mark_step(axis, result.step, "looked at")
    name_axes(axis, title="Where it stands among all rows", x="optimiser steps", y="share of rows, 0 to 1")


def _fields(axis: Axes, result: ExampleResult) -> None:
    known = [field for field in result.fields if field.share is not None][:MOST_BARS]
    places = np.arange(len(known))
    axis.barh(places, [field.share or 0.0 for field in known], color=split_colour(result.split), height=0.6)
    axis.plot(
        [field.usual_share or 0.0 for field in known], places, "|", color=INK, ms=12, mew=1.6, label="over all rows"
    )
    names = [f"{shortened(field.field, 14)} = {shown(field.value, length=18)}" for field in known]
    axis.set_yticks(places, names, fontsize=7.5)
    axis.invert_yaxis()
    title = f"What its score reacts to at step {result.step:,}"
    name_axes(axis, title=title, x="share of the row's saliency, 0 to 1", y="field")


def _near(axis: Axes, result: ExampleResult) -> None:
    for label, colour, marker in ((1.0, CLICKED, "o"), (0.0, NOT_CLICKED, "s")):
        rows = [row for row in result.near if row.label == label]
        name = "clicked" if label else "not clicked"
        axis.scatter([r.distance for r in rows], [r.pctr for r in rows], color=colour, marker=marker, s=26, label=name)
    axis.scatter([0], [result.now.pctr], marker="*", s=90, color=INK, label="the row itself", zorder=3)
    if result.usual_distance:
        axis.axvline(result.usual_distance, color=FAINT, linewidth=1, linestyle=(0, (2, 2)), label="usual distance")
    axis.set_ylim(-0.03, 1.03)
    axis.set_xlim(left=-0.04 * max(result.usual_distance or 1.0, result.near[-1].distance))
    name_axes(axis, title=f"Its nearest rows in {result.layer}", x="distance, standardised outputs", y="pctr, 0 to 1")
