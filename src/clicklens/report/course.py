"""Course: the evaluations of a run over its steps: where it was best, what it was in the end, and the curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from clicklens.analysis import Captured
from clicklens.analysis.captured import HELD_OUT
from clicklens.analysis.figure import draw_line, figure_of_panels, mark_step, name_axes, ordered_colours, step_axis
from clicklens.analysis.naming import day_name
from clicklens.data.split import TRAIN

FIGURES = ("auc", "gauc", "log_loss", "normalised_entropy", "pcoc", "ece", "average_precision")
NAMES = {"auc": "AUC", "gauc": "GAUC", "log_loss": "Log loss", "pcoc": "Promised over observed clicks"}
UNITS = {"auc": "AUC, 0.5 is chance", "gauc": "GAUC", "log_loss": "nats a row", "pcoc": "ratio, 1 is right"}
DAYS_SHOWN = 8
READING = (
    "Every evaluation over the whole split while the model trained. Where the training line leaves the held-out one "
    "behind, the model learns its rows and not what rows share; the best step is where the held-out AUC is highest."
)


@dataclass(frozen=True)
class Course:
    """Evaluations of whole splits and of their days."""

    whole: pd.DataFrame  # step, epoch, split, and a column for each metric
    days: pd.DataFrame  # the same with day
    judged: str | None  # the split that judges generalisation
    best_step: int | None  # optimiser steps, of the highest AUC there
    last_step: int | None  # optimiser steps

    @property
    def splits(self) -> list[str]:
        """Splits that were evaluated, the training split first."""
        return sorted({str(name) for name in self.whole["split"]}, key=lambda name: (name != TRAIN, name))

    def at(self, step: int | None, split: str) -> dict[str, float | None]:
        """The metrics of a split at a step; empty where it was not evaluated."""
        rows = self.whole[(self.whole["split"] == split) & (self.whole["step"] == step)]
        if rows.empty:
            return {}
        return {name: _known(rows.iloc[0][name]) for name in FIGURES if name in rows}

    def to_frame(self) -> pd.DataFrame:
        """A row for each split at the best step and at the end."""
        moments = {"best": self.best_step} if self.best_step is not None else {}
        moments |= {"end": self.last_step} if self.last_step not in (None, self.best_step) else {}
        rows = []
        for moment, step in moments.items():
            for split in self.splits:
                found = self.at(step, split)
                if found:
                    rows.append({"at": moment, "step": step, "split": split, **found})
        frame: pd.DataFrame = pd.DataFrame(rows).dropna(axis=1, how="all")
        return frame


def read_course(captured: Captured) -> Course:
    """The run's evaluations; works without a snapshot."""
    metrics = captured.metrics
    whole, days = metrics[metrics["day"].isna()], metrics[metrics["day"].notna()]
    splits = list(dict.fromkeys(whole["split"]))
    judged = next((name for name in (*HELD_OUT, *splits) if name in splits and name != TRAIN), None)
    mine = whole[whole["split"] == judged]
    known = mine[mine["auc"].notna()] if "auc" in mine else mine.iloc[:0]
    best = None if known.empty else int(known.loc[known["auc"].astype(float).idxmax(), "step"])
    last = None if whole.empty else int(whole["step"].max())
    return Course(whole=whole, days=days, judged=judged, best_step=best, last_step=last)


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


def _known(value: float | None) -> float | None:
    return None if pd.isna(value) else float(value)
