"""How saliency is drawn: shares at one step, over training and by day, and the ids that are leant on most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from clicklens.analysis.figure import (
    FAINT,
    OTHERS,
    day_axis,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    split_colour,
)
from clicklens.analysis.naming import shortened
from clicklens.analysis.row_saliency import NOUN
from clicklens.core.interval import Interval

if TYPE_CHECKING:
    from clicklens.analysis.saliency_result import SaliencyResult

FIELDS_SHOWN, LINES_SHOWN, IDS_SHOWN = 12, 5, 8
LONGEST_NAME = 28  # letters of a field or id beside an axis
UNIT = {"gradient": "pctr a unit", "effect": "pctr"}
MEANING = {
    "gradient": "Saliency is how much pctr moves when a field's vector moves",
    "effect": "An effect is how far pctr would move if a field were drawn anew from the sample",
}
READING = (
    "; a share is a field's part of the sum over all fields. Whiskers hold 95% of what redrawn rows give. A field of "
    "many ids whose share climbs is being learnt by heart."
)


def draw_saliency(result: SaliencyResult) -> Figure:
    """Two to four panels: by field, over steps, by day where there are days, by id where there are ids."""
    steps = sorted({point.step for point in result.series})
    days = sorted({point.day for point in result.days if point.split == result.split and point.day is not None})
    panels = [_by_field]
    panels += [_over_steps] if len(steps) > 1 else []
    panels += [_by_day] if len(days) > 1 else []
    panels += [_by_id] if result.ids else []
    reading = MEANING[result.measure] + READING
    figure, axes = figure_of_panels(len(panels), title=f"Which fields move pctr: {result.run_id}", reading=reading)
    for axis, draw in zip(axes, panels, strict=True):
        draw(axis, result)
    return figure


def _by_field(axis: Axes, result: SaliencyResult) -> None:
    shown = result.fields[:FIELDS_SHOWN]
    splits = list(dict.fromkeys(point.split for point in result.series))
    for index, split in enumerate(splits):
        shares = {point.field: point.share for point in result.at_step(split=split)}
        places = np.arange(len(shown)) + (index - (len(splits) - 1) / 2) * 0.22
        _whiskers(axis, [shares[name] for name in shown], places, colour=split_colour(split, index), label=split)
    axis.axvline(1 / len(result.fields), color=FAINT, linewidth=1, linestyle=(0, (2, 2)), label="equal shares")
    _names_down(axis, list(shown))
    left = len(result.fields) - len(shown)
    noun = NOUN[result.measure]
    more = f", {len(shown)} of {len(result.fields)} fields" if left else ""
    name_axes(axis, title=f"Share of {noun} at step {result.step:,}{more}", x=f"share of {noun}", y="field")


def _over_steps(axis: Axes, result: SaliencyResult) -> None:
    points = [point for point in result.series if point.split == result.split]
    steps = sorted({point.step for point in points})
    for name in _lines_of(result):
        shares = {point.step: point.share for point in points if point.field == name}
        values = [_value(shares[step]) for step in steps]
        draw_line(axis, steps, values, label=name, colour=_colour(result, name))
    mark_step(axis, result.step, "shown left")
    axis.set_ylim(bottom=0)
    name_axes(
        axis,
        title=f"Share of {NOUN[result.measure]} over training, {result.split}",
        x="optimiser steps",
        y=f"share of {NOUN[result.measure]}",
    )


def _by_day(axis: Axes, result: SaliencyResult) -> None:
    points = [point for point in result.days if point.split == result.split]
    days = sorted({point.day for point in points if point.day is not None})
    for name in _lines_of(result):
        shares = {point.day: point.share for point in points if point.field == name}
        draw_line(axis, days, [_value(shares[day]) for day in days], label=name, colour=_colour(result, name))
    axis.set_ylim(0, 1.35 * axis.get_ylim()[1])  # room for the names above the lines
    day_axis(axis)
    title = f"Share of {NOUN[result.measure]} by day, {result.split}, step {result.step:,}"
    name_axes(axis, title=title, x="day", y=f"share of {NOUN[result.measure]}")


def _by_id(axis: Axes, result: SaliencyResult) -> None:
    """Of the field that took over, or else of the first field with ids."""
    names = [leaning.field for leaning in result.leanings] + [entry.field for entry in result.ids]
    field = next(name for name in names if any(entry.field == name for entry in result.ids))
    entries = [entry for entry in result.ids if entry.field == field][:IDS_SHOWN]
    colour = _colour(result, field)
    _whiskers(
        axis, [entry.saliency for entry in entries], np.arange(len(entries)), colour=colour, label="drawn to mean"
    )
    plain = [entry.plain for entry in entries]
    axis.plot(plain, range(len(entries)), "x", color=FAINT, ms=4, label="plain mean of its rows")
    _names_down(axis, [f"{shortened(entry.value, LONGEST_NAME)} ({entry.rows} rows)" for entry in entries])
    x = f"{NOUN[result.measure]} ({UNIT[result.measure]})"
    name_axes(axis, title=f"Ids of {field} leant on most, step {result.step:,}", x=x, y="id")


def _whiskers(
    axis: Axes, intervals: list[Interval | None], places: NDArray[np.generic], *, colour: str, label: str
) -> None:
    known = [(place, entry) for place, entry in zip(places, intervals, strict=True) if entry is not None]
    values = [entry.value for _, entry in known]
    reach = [[e.value - e.low for _, e in known], [e.high - e.value for _, e in known]]
    at = [place for place, _ in known]
    axis.errorbar(values, at, xerr=reach, fmt="o", ms=3.5, color=colour, elinewidth=1.2, label=label)


def _names_down(axis: Axes, names: list[str]) -> None:
    axis.set_yticks(range(len(names)), [shortened(name, LONGEST_NAME) for name in names])
    axis.set_ylim(len(names) - 0.4, -0.6)
    axis.set_xlim(left=0)


def _lines_of(result: SaliencyResult) -> list[str]:
    """The fields that took over and the greatest ones."""
    names = [leaning.field for leaning in result.leanings] + list(result.fields)
    return list(dict.fromkeys(names))[:LINES_SHOWN]


def _colour(result: SaliencyResult, field: str) -> str:
    lines = _lines_of(result)
    return OTHERS[lines.index(field) % len(OTHERS)] if field in lines else FAINT


def _value(interval: Interval | None) -> float | None:
    return None if interval is None else interval.value
