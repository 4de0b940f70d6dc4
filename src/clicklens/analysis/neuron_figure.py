"""How one neuron is drawn: its outputs over training, how often it is silent, what drives it, and who is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import (
    FAINT,
    INK,
    OTHERS,
    draw_line,
    figure_of_panels,
    name_axes,
    split_colour,
    step_axis,
)
from clicklens.analysis.naming import shortened

if TYPE_CHECKING:
    from clicklens.analysis.neuron_result import NeuronResult

MOST_BARS = 10
READING = (
    "Top left: how the neuron's outputs other than 0 spread over the rows at each snapshot, dark where rows "
    "are many. Bottom left: what the rows that drive it most hold more often than all others; 1 is as often. Bottom "
    "right: the neurons that rise and fall with it, or against it. Whiskers hold 95%."
)


def draw_neuron(result: NeuronResult) -> Figure:
    """Four panels."""
    title = f"Neuron {result.neuron} of {result.layer} on {result.split}: {result.run_id}"
    figure, axes = figure_of_panels(4, title=title, reading=READING)
    _film(axes[0], result)
    _activity(axes[1], result)
    _shared(axes[2], result)
    _near(axes[3], result)
    return figure


def _film(axis: Axes, result: NeuronResult) -> None:
    shares = np.array([point.shares for point in result.film]).T  # (bins, steps)
    steps = [point.step for point in result.film]
    borders = np.arange(len(steps) + 1) - 0.5
    axis.pcolormesh(borders, np.array(result.edges), shares**0.4, cmap="Purples", rasterized=True)
    places = sorted(set(np.linspace(0, len(steps) - 1, min(6, len(steps))).round().astype(int).tolist()))
    axis.set_xticks(places, [f"{steps[place]:,}" for place in places])
    axis.axvline(steps.index(result.step), color=INK, linewidth=1, linestyle=(0, (4, 2)))
    axis.grid(False)
    name_axes(axis, title="Outputs other than 0 over training", x="snapshots, by optimiser step", y="output")


def _activity(axis: Axes, result: NeuronResult) -> None:
    steps = [point.step for point in result.film]
    draw_line(axis, steps, [point.zero_share for point in result.film], label="share of rows at 0", colour=FAINT)
    draw_line(axis, steps, [point.mean for point in result.film], label="mean output", colour=OTHERS[0])
    draw_line(axis, steps, [point.deviation for point in result.film], label="deviation", colour=OTHERS[1])
    axis.axvline(result.step, color=INK, linewidth=1, linestyle=(0, (4, 2)))
    step_axis(axis)
    axis.set_ylim(bottom=min(0.0, axis.get_ylim()[0]))
    name_axes(axis, title="How much it does", x="optimiser steps", y="output, or share of rows (0 to 1)")


def _shared(axis: Axes, result: NeuronResult) -> None:
    shown = result.shared[:MOST_BARS]
    lifts = np.array([[value.lift.value, value.lift.low, value.lift.high] for value in shown]).reshape(-1, 3)
    reach = np.abs(np.stack([lifts[:, 0] - lifts[:, 1], lifts[:, 2] - lifts[:, 0]]))
    axis.errorbar(
        lifts[:, 0], range(len(shown)), xerr=reach, fmt="o", ms=4.5, capsize=2.5, color=split_colour(result.split)
    )
    names = [f"{shortened(value.field, 14)} = {shortened(value.value, 20)} ({value.rows:,})" for value in shown]
    axis.set_yticks(range(len(shown)), names, fontsize=7.5)
    axis.invert_yaxis()
    axis.axvline(1, color=FAINT, linewidth=1)
    if len(shown):
        axis.set_xscale("log")
        axis.set_xticks(ticks := _log_ticks(float(lifts.max())), [f"{tick:g}" for tick in ticks])
        axis.minorticks_off()
    title = f"What the {result.driving_rows:,} rows that drive it share" if len(shown) else "They share no value"
    name_axes(axis, title=title, x="times as often as among the rest (log scale)", y="field value (rows)", legend=False)


def _log_ticks(high: float) -> list[float]:
    return [tick for tick in (1, 2, 3, 5, 10, 20, 50, 100, 300, 1000, 3000, 10000) if tick <= 1.5 * high] or [1]


def _near(axis: Axes, result: NeuronResult) -> None:
    r = np.array([[n.correlation.value, n.correlation.low, n.correlation.high] for n in result.near]).reshape(-1, 3)
    reach = np.abs(np.stack([r[:, 0] - r[:, 1], r[:, 2] - r[:, 0]]))
    axis.errorbar(r[:, 0], range(len(r)), xerr=reach, fmt="o", ms=4.5, capsize=2.5, color=OTHERS[0])
    axis.set_yticks(range(len(r)), [f"{shortened(n.layer, 14)}, {n.neuron}" for n in result.near], fontsize=7.5)
    axis.invert_yaxis()
    axis.axvline(0, color=FAINT, linewidth=1)
    axis.set_xlim(-1.05, 1.05)
    name_axes(
        axis, title="Neurons most like it, by layer", x="correlation r of the outputs", y="layer, neuron", legend=False
    )
