"""How fluctuation is drawn: layers over training, the ratio of the splits, neurons at one step, days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import (
    ALARM,
    FAINT,
    day_axis,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    ordered_colours,
    step_axis,
)
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.fluctuation_result import FluctuationResult

MARKS_A_LINE = 12
MARKERS = ("o", "s", "^", "D", "v", "P")
READING = (
    "Fluctuation is the deviation of a neuron's output over rows, averaged over a layer; no label is needed. As long "
    "as training and held-out rows move a layer alike, it has learnt what rows share. A ratio that climbs away from 1, "
    "most of all in upper layers, is over-fitting. Whiskers hold 95% of what redrawn rows give."
)


def draw_fluctuation(result: FluctuationResult) -> Figure:
    """Five panels, four where no values before the non-linearity were kept, one more where rows have days."""
    panels: list[Callable[[Axes, FluctuationResult], None]] = [_widest_over_steps, _ratio_over_steps]
    panels += [_correlation_over_steps] if any(state.correlation is not None for state in result.series) else []
    panels += [_barely_active_over_steps, _neurons]
    panels += [_by_day] if len({point.day for point in result.days}) > 1 else []
    title = f"Inner states on {TRAIN} and {result.held_out}: {result.run_id}"
    figure, axes = figure_of_panels(len(panels), title=title, reading=READING)
    for axis, draw in zip(axes, panels, strict=True):
        draw(axis, result)
    return figure


def _widest_over_steps(axis: Axes, result: FluctuationResult) -> None:
    layer = result.widest.layer
    for split in dict.fromkeys(state.split for state in result.series):
        states = [state for state in result.series if state.split == split and state.layer == layer]
        draw_line(axis, [s.step for s in states], [s.fluctuation for s in states], label=split, split=split)
    _step_axis(axis, result)
    name_axes(axis, title=f"Fluctuation of {layer} by split", x="optimiser steps", y="average deviation of outputs")


def _ratio_over_steps(axis: Axes, result: FluctuationResult) -> None:
    for place, layer in enumerate(result.layers):
        train, held_out = (_fluctuation(result, split, layer) for split in (TRAIN, result.held_out))
        ratio = [a / b if b else None for a, b in zip(train.values(), held_out.values(), strict=False)]
        _layer_line(axis, result, place, list(train), ratio)
    axis.axhline(1, color=FAINT, linewidth=1)
    _step_axis(axis, result)
    low, high = axis.get_ylim()
    axis.set_ylim(min(low, 0.9), max(high, 1.1))  # a hundredth is chance and must not look like news
    title = f"Fluctuation on {TRAIN} over {result.held_out}, by layer"
    name_axes(axis, title=title, x="optimiser steps", y="ratio, 1 is alike")


def _correlation_over_steps(axis: Axes, result: FluctuationResult) -> None:
    split = _split_shown(result)
    for place, layer in enumerate(result.layers):
        states = [state for state in result.series if state.split == split and state.layer == layer]
        _layer_line(axis, result, place, [s.step for s in states], [s.correlation for s in states])
    _step_axis(axis, result)
    axis.set_ylim(0, 1)
    name_axes(axis, title=f"Correlation among neurons on {split}", x="optimiser steps", y="mean |r| of pairs, 0 to 1")


def _barely_active_over_steps(axis: Axes, result: FluctuationResult) -> None:
    split = TRAIN if any(state.split == TRAIN for state in result.series) else _split_shown(result)
    for place, layer in enumerate(result.layers):
        states = [state for state in result.series if state.split == split and state.layer == layer]
        shares = [state.barely_active / state.neurons for state in states]
        _layer_line(axis, result, place, [state.step for state in states], shares)
    _step_axis(axis, result)
    axis.set_ylim(-0.03, 1.03)
    name_axes(axis, title=f"Barely active neurons on {split}", x="optimiser steps", y="share of the layer, 0 to 1")


def _neurons(axis: Axes, result: FluctuationResult) -> None:
    shown = {(found.split, found.layer): found for found in result.neurons}
    largest = 0.0
    for place, layer in enumerate(result.layers):
        train, held_out = shown.get((TRAIN, layer)), shown.get((result.held_out, layer))
        if train is not None and held_out is not None:
            colour, marker = _shade(result, place), MARKERS[place % len(MARKERS)]
            axis.scatter(held_out.deviation, train.deviation, s=13, color=colour, marker=marker, alpha=0.7, label=layer)
            largest = max(largest, *train.deviation, *held_out.deviation)
    axis.plot([0, largest], [0, largest], color=FAINT, linewidth=1)
    title = f"Each neuron's fluctuation at step {result.step:,}"
    name_axes(axis, title=title, x=f"deviation on {result.held_out}", y=f"deviation on {TRAIN}")


def _by_day(axis: Axes, result: FluctuationResult) -> None:
    days = sorted({point.day for point in result.days})
    reach = 0.25 if len(result.layers) > 1 else 0.0
    for place, layer in enumerate(result.layers):
        shift = (place / max(len(result.layers) - 1, 1) - 0.5) * reach
        points = [point for point in result.days if point.layer == layer and point.fluctuation is not None]
        known = [(point.day, point.fluctuation) for point in points if point.fluctuation is not None]
        values = np.array([[interval.value, interval.low, interval.high] for _, interval in known]).reshape(-1, 3)
        axis.errorbar(
            np.array([day for day, _ in known]) + shift,
            values[:, 0],
            yerr=np.stack([values[:, 0] - values[:, 1], values[:, 2] - values[:, 0]]),
            color=_shade(result, place),
            marker=MARKERS[place % len(MARKERS)],
            markersize=4,
            linewidth=1.2,
            label=layer,
        )
    axis.set_xlim(days[0] - 0.5, days[-1] + 0.5)
    day_axis(axis)
    axis.set_ylim(bottom=0)
    title = f"Fluctuation by day on {result.held_out} at step {result.step:,}"
    name_axes(axis, title=title, x="day", y="average deviation of outputs")


def _layer_line(
    axis: Axes, result: FluctuationResult, place: int, steps: list[int], values: list[float | None] | list[float]
) -> None:
    draw_line(axis, steps, values, label=result.layers[place], colour=_shade(result, place))
    every = max(len(steps) // MARKS_A_LINE, 1)
    axis.lines[-1].set(marker=MARKERS[place % len(MARKERS)], markersize=3.5, markevery=every)


def _shade(result: FluctuationResult, place: int) -> str:
    return ordered_colours(len(result.layers))[place]


def _step_axis(axis: Axes, result: FluctuationResult) -> None:
    step_axis(axis)
    axis.margins(y=0.12)  # room for the marks' names
    mark_step(axis, result.step, "looked at")
    if result.reference_step != result.step:
        mark_step(axis, result.reference_step, "reference")
    if result.alarm.rang_at is not None:
        mark_step(axis, result.alarm.rang_at, "alarm", colour=ALARM)


def _fluctuation(result: FluctuationResult, split: str, layer: str) -> dict[int, float]:
    return {s.step: s.fluctuation for s in result.series if s.split == split and s.layer == layer}


def _split_shown(result: FluctuationResult) -> str:
    splits = [state.split for state in result.series]
    return result.held_out if result.held_out in splits else splits[0]
