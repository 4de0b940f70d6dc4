"""How a course is drawn: every metric by step and split, and the held-out AUC of some days."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis.figure import draw_line, figure_of_panels, mark_step, name_axes, ordered_colours, step_axis
from clicklens.analysis.naming import day_name
from clicklens.report.course import Course

NAMES = {"auc": "AUC", "gauc": "GAUC", "log_loss": "Log loss", "pcoc": "Promised over observed clicks"}
UNITS = {"auc": "AUC, 0.5 is chance", "gauc": "GAUC", "log_loss": "nats a row", "pcoc": "ratio, 1 is right"}
DAYS_SHOWN = 8
READING = (
    "Every evaluation over the whole split while the model trained. Where the training line leaves the held-out one "
    "behind, the model learns its rows and not what rows share; the best step is where the held-out AUC is highest."
)


def draw_course(course: Course) -> Figure | None:
    """Curves of the metrics by split, and the held-out AUC by day; None where nothing was evaluated."""
    shown = [name for name in NAMES if name in course.whole and course.whole[name].notna().any()]
    days = _days(course)
    panels = len(shown) + (len(days) > 1)
    if not panels:
        return None
    figure, axes = figure_of_panels(
        panels, title="Every split and held-out day, from the first evaluation to the last", reading=READING
    )
    for axis, name in zip(axes, shown, strict=False):
        for split in course.splits:
            rows = course.whole[course.whole["split"] == split]
            draw_line(axis, rows["step"], rows[name].astype(float), label=split, split=split)
        _finish(axis, course, title=f"{NAMES[name]} by split", y=UNITS[name])
    if len(days) > 1:
        _draw_days(axes[-1], course, days)
    return figure


def _draw_days(axis: Axes, course: Course, days: list[int]) -> None:
    places = np.unique(np.linspace(0, len(days) - 1, DAYS_SHOWN).astype(int))
    for place, colour in zip(places, ordered_colours(len(places)), strict=True):
        rows = course.days[(course.days["split"] == course.judged) & (course.days["day"] == days[place])]
        draw_line(axis, rows["step"], rows["auc"].astype(float), label=day_name(days[place]), colour=colour)
    left = f", {len(places)} of {len(days)} days" if len(places) < len(days) else ""
    _finish(axis, course, title=f"AUC by day, {course.judged}{left}", y=UNITS["auc"])


def _days(course: Course) -> list[int]:
    if "auc" not in course.days:
        return []
    rows = course.days[(course.days["split"] == course.judged) & course.days["auc"].notna()]
    return sorted({int(day) for day in rows["day"]})


def _finish(axis: Axes, course: Course, *, title: str, y: str) -> None:
    if course.best_step != course.last_step:
        mark_step(axis, course.best_step, "best")
    step_axis(axis)
    name_axes(axis, title=title, x="optimiser steps", y=y)
