"""How probes are drawn: by layer, over training, and what each layer adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import (
    FAINT,
    GRID,
    INK,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    ordered_colours,
    split_colour,
)
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.probe_result import ProbeResult

READING = (
    "A probe is a logistic regression on one layer's states, fitted on training rows: its AUC says how much of the "
    "click the layer gives away to a straight cut. A layer whose probe is no better than the one below adds nothing "
    "there. Whiskers hold 95%. The input h0 is not kept in snapshots, so nothing stands below the first layer."
)


def draw_probe(result: ProbeResult) -> Figure:
    """Two panels for the step, and where there are several steps one for held-out and one for training rows."""
    title = f"What each layer knows of the click: {result.run_id}"
    steps = sorted({point.step for point in result.points})
    splits = list(dict.fromkeys(point.split for point in result.points))
    films = [split for split in (result.split, TRAIN) if split in splits] if len(steps) > 1 else []
    figure, axes = figure_of_panels(2 + len(films), title=title, reading=READING)
    _by_layer(axes[0], result, splits)
    _gains(axes[1], result)
    for axis, split in zip(axes[2:], films, strict=True):
        _over_steps(axis, result, split, steps)
    return figure


def _by_layer(axis: Axes, result: ProbeResult, splits: list[str]) -> None:
    taps = list(result.taps)
    for index, split in enumerate(splits):
        found = {p.tap: p.auc for p in result.points if (p.step, p.split) == (result.step, split)}
        places = np.arange(len(taps)) + (index - (len(splits) - 1) / 2) * 0.12
        _whiskers(axis, [found[tap] for tap in taps], places, colour=split_colour(split, index), label=split)
        own = next(m.auc for m in result.model if (m.step, m.split) == (result.step, split))
        if own is not None:
            axis.axhline(own.value, color=split_colour(split, index), linewidth=1, linestyle=(0, (2, 2)))
    axis.set_xticks(range(len(taps)), [f"{tap}\n{result.taps[tap]} neurons" for tap in taps])
    axis.set_xlim(-0.5, len(taps) - 0.5)
    axis.plot([], [], color=FAINT, linewidth=1, linestyle=(0, (2, 2)), label="the model itself")
    _make_room(axis)
    name_axes(axis, title=f"AUC of each layer's probe at step {result.step:,}", x="layer", y="AUC")


def _gains(axis: Axes, result: ProbeResult) -> None:
    upper = list(result.taps)[1:]
    gains = [result.gain(tap) for tap in upper]
    shade = split_colour(result.split)
    found = [None if gain is None else gain.gain for gain in gains]
    axis.axhspan(
        -result.margin, result.margin, color=GRID, zorder=0, label=f"± {result.margin:g}: no gain worth having"
    )
    axis.axhline(0, color=INK, linewidth=0.8)
    _whiskers(axis, found, np.arange(len(upper)), colour=shade, label=result.split)
    names = [f"{gain.tap}\nover {gain.below}" for gain in gains if gain is not None]
    axis.set_xticks(range(len(names)), names)
    axis.set_xlim(-0.5, max(len(upper), 1) - 0.5)
    _make_room(axis)
    title = f"What each layer adds at step {result.step:,}, {result.split}"
    name_axes(axis, title=title, x="layer", y="difference of AUC")


def _over_steps(axis: Axes, result: ProbeResult, split: str, steps: list[int]) -> None:
    for tap, shade in zip(result.taps, ordered_colours(len(result.taps)), strict=True):
        found = {p.step: p.auc for p in result.points if (p.tap, p.split) == (tap, split)}
        values = [None if found[step] is None else found[step].value for step in steps]  # type: ignore[union-attr]
        draw_line(axis, steps, values, label=tap, colour=shade)
    mark_step(axis, result.step, "shown above")
    name_axes(axis, title=f"AUC of each layer's probe over training, {split}", x="step", y="AUC")


def _make_room(axis: Axes) -> None:
    """For the legend, above the whiskers."""
    low, high = axis.get_ylim()
    axis.set_ylim(low, high + 0.35 * (high - low))


def _whiskers(axis: Axes, intervals: list[Interval | None], places: np.ndarray, *, colour: str, label: str) -> None:
    known = [(place, entry) for place, entry in zip(places, intervals, strict=True) if entry is not None]
    reach = [[e.value - e.low for _, e in known], [e.high - e.value for _, e in known]]
    at, values = [place for place, _ in known], [e.value for _, e in known]
    axis.errorbar(at, values, yerr=reach, fmt="o", ms=3.5, color=colour, elinewidth=1.2, label=label)
