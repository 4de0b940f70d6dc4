"""How scores are drawn: metrics by step, densities by class, calibration, days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.captured import HELD_OUT
from clicklens.analysis.figure import (
    CLICKED,
    FAINT,
    NOT_CLICKED,
    SPLIT_DASH,
    day_axis,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    split_colour,
    step_axis,
)
from clicklens.data.split import TRAIN

if TYPE_CHECKING:
    from clicklens.analysis.score_estimate import Estimate
    from clicklens.analysis.scores_result import DayScores, ScoresResult

SPREAD_FOR_LOG = 20.0  # largest over smallest pctr of the calibration curve from which its axes are logarithmic
READING = (
    "AUC says how often a clicked row scores above another one; PCOC is promised over observed clicks, 1 is right. "
    "Where the densities of held-out rows leave those of train, the model errs: clicked rows to the left are scored "
    "too low, others to the right too high. Whiskers hold 95%."
)


def draw_scores(result: ScoresResult) -> Figure:
    """Densities and calibration; metrics by step where training kept them; days where there are some."""
    panels: list[Callable[[Axes, ScoresResult], None]] = []
    panels += [_auc_by_step, _log_loss_by_step] if len({point.step for point in result.trajectory}) > 1 else []
    panels += [_densities, _calibration]
    panels += [_auc_by_day, _pcoc_by_day] if len({found.day for found in result.days}) > 1 else []
    title = f"How the model of step {result.step:,} scores: {result.run_id}"
    figure, axes = figure_of_panels(len(panels), title=title, reading=READING)
    for axis, draw in zip(axes, panels, strict=True):
        draw(axis, result)
    return figure


def _auc_by_step(axis: Axes, result: ScoresResult) -> None:
    _by_step(axis, result, "auc")
    name_axes(axis, title="AUC by split over training", x="optimiser steps", y="AUC, 0.5 is chance")


def _log_loss_by_step(axis: Axes, result: ScoresResult) -> None:
    _by_step(axis, result, "log_loss")
    name_axes(axis, title="Log loss by split over training", x="optimiser steps", y="nats a row")


def _by_step(axis: Axes, result: ScoresResult, metric: str) -> None:
    for split in (found.split for found in result.splits):
        points = [point for point in result.trajectory if point.split == split]
        if points:
            values = [point.values.get(metric) for point in points]
            draw_line(axis, [point.step for point in points], values, label=split, split=split)
    step_axis(axis)
    axis.margins(y=0.12)  # room for the mark's name
    mark_step(axis, result.step, "looked at")


def _densities(axis: Axes, result: ScoresResult) -> None:
    density = result.density
    edges = np.array(density.edges)
    middles = np.sqrt(edges[1:] * edges[:-1]) if density.is_log else (edges[1:] + edges[:-1]) / 2
    held_out = next((split for split in HELD_OUT if split in result.rows), None)
    for found in density.classes:
        if held_out is not None and found.split not in (TRAIN, held_out):
            continue  # three splits of two classes cannot be told apart
        axis.plot(
            middles,
            found.density,
            color=CLICKED if found.clicked else NOT_CLICKED,
            linestyle=SPLIT_DASH.get(found.split, (0, (1, 1))),
            linewidth=1.5,
            drawstyle="steps-mid",
            label=f"{'clicked' if found.clicked else 'not clicked'}, {found.split}",
        )
    if density.is_log:
        axis.set_xscale("log")
    axis.axvline(1, color=FAINT, linewidth=1)
    axis.set_ylim(bottom=0)
    scale = ", log scale" if density.is_log else ""
    title = f"Density of pctr at step {result.step:,}, by class and split"
    x = f"pctr / average click rate of train ({density.base_rate:.3g}){scale}"
    name_axes(axis, title=title, x=x, y="share of the class a decade" if density.is_log else "share a unit")


def _calibration(axis: Axes, result: ScoresResult) -> None:
    curves = [(found.split, found.calibration) for found in result.splits if found.calibration is not None]
    promised = [point.pctr for _, curve in curves for point in curve.bins]
    shown = [value for _, curve in curves for point in curve.bins for value in (point.pctr, point.high)]
    is_log = bool(promised) and min(promised) > 0 and max(promised) > SPREAD_FOR_LOG * min(promised)
    least = min(promised) / 2 if is_log else 0.0
    for place, (split, curve) in enumerate(curves):
        pctr, rate, low, high = (
            np.array([getattr(point, name) for point in curve.bins]) for name in ("pctr", "rate", "low", "high")
        )
        drawn = np.maximum(rate, least)
        axis.errorbar(
            pctr,
            drawn,
            yerr=np.stack([drawn - np.maximum(low, least), np.maximum(high, least) - drawn]),
            color=split_colour(split, place),
            linestyle=SPLIT_DASH.get(split, "-"),
            marker="o",
            markersize=3,
            linewidth=1.3,
            label=split,
        )
    ends = [least, max(shown, default=1.0)]
    axis.plot(ends, ends, color=FAINT, linewidth=1)
    if is_log:
        axis.set_xscale("log")
        axis.set_yscale("log")
    scale = ", log scale" if is_log else ""
    title = f"Calibration at step {result.step:,}: promised and observed"
    name_axes(axis, title=title, x=f"mean pctr of the bin, 0 to 1{scale}", y=f"click rate of the bin, 0 to 1{scale}")


def _auc_by_day(axis: Axes, result: ScoresResult) -> None:
    _by_day(axis, result, lambda found: found.scores.auc)
    name_axes(axis, title=f"AUC by day at step {result.step:,}", x="day", y="AUC, 0.5 is chance")


def _pcoc_by_day(axis: Axes, result: ScoresResult) -> None:
    _by_day(axis, result, lambda found: found.scores.pcoc)
    axis.axhline(1, color=FAINT, linewidth=1)
    title = f"Promised over observed clicks by day, step {result.step:,}"
    name_axes(axis, title=title, x="day", y="PCOC, 1 is right")


def _by_day(axis: Axes, result: ScoresResult, figure: Callable[[DayScores], Estimate]) -> None:
    splits = [found.split for found in result.splits]
    for place, split in enumerate(splits):
        known = [(found.day, figure(found)) for found in result.days if found.split == split]
        known = [(day, estimate) for day, estimate in known if estimate.value is not None]
        values = np.array([estimate.value for _, estimate in known], dtype=np.float64)
        ranges = [(e.interval.low, e.interval.high) if e.interval else (np.nan, np.nan) for _, e in known]
        ends = np.array(ranges, dtype=np.float64).reshape(-1, 2)
        axis.errorbar(
            np.array([day for day, _ in known], dtype=np.float64) + 0.08 * place,
            values,
            yerr=np.stack([values - ends[:, 0], ends[:, 1] - values]).clip(min=0),
            color=split_colour(split, place),
            linestyle=SPLIT_DASH.get(split, "-"),
            marker="o",
            markersize=3.5,
            linewidth=1.3,
            label=split,
        )
    day_axis(axis)
