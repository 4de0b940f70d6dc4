"""Evaluations as columns: a series for each split, day and metric, thinned where it is longer than a screen is wide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyarrow as pa

from clicklens.core.record import Record
from clicklens.core.run import MetricPoint
from clicklens.core.thinning import thinned_places


class MetricSeries(Record):
    """One metric of one split (and day) over the steps; the columns are equally long."""

    split: str
    day: int | None  # None: the whole split
    metric: str
    steps: tuple[int, ...]  # optimiser steps
    epochs: tuple[float, ...]  # passes over the training split
    values: tuple[float | None, ...]  # None where it is undefined


class MetricCourse(Record):
    """The evaluations of a run."""

    run_id: str
    last_step: int | None  # optimiser steps, of the last evaluation
    series: tuple[MetricSeries, ...]  # by split, day (the whole split first), metric


def make_course(
    run_id: str, points: Iterable[MetricPoint], *, metrics: Collection[str] | None, most: int
) -> MetricCourse:
    """``points`` in the order of their steps; of each series at most ``most`` stay, its extremes among them."""
    places: dict[tuple[str, int | None], list[MetricPoint]] = defaultdict(list)
    for point in points:
        places[point.split, point.day].append(point)
    series = [
        _series(split, day, metric, found, most)
        for (split, day), found in sorted(places.items(), key=lambda entry: _order(*entry[0]))
        for metric in _metrics_of(found)
        if metrics is None or metric in metrics
    ]
    last = max((found[-1].step for found in places.values()), default=None)
    return MetricCourse(run_id=run_id, last_step=last, series=tuple(series))


def course_table(course: MetricCourse) -> pa.Table:
    """A row a point: split, day, metric, step, epoch, value."""
    rows = [(one, place) for one in course.series for place in range(len(one.steps))]
    return pa.table(
        {
            "split": pa.array([one.split for one, _ in rows], pa.string()).dictionary_encode(),
            "day": pa.array([one.day for one, _ in rows], pa.int64()),
            "metric": pa.array([one.metric for one, _ in rows], pa.string()).dictionary_encode(),
            "step": pa.array([one.steps[place] for one, place in rows], pa.int64()),
            "epoch": pa.array([one.epochs[place] for one, place in rows], pa.float64()),
            "value": pa.array([one.values[place] for one, place in rows], pa.float64()),
        }
    )


def _order(split: str, day: int | None) -> tuple[str, bool, int]:
    return split, day is not None, day or 0


def _metrics_of(points: Iterable[MetricPoint]) -> list[str]:
    return list(dict.fromkeys(name for point in points for name in point.values))


def _series(split: str, day: int | None, metric: str, points: list[MetricPoint], most: int) -> MetricSeries:
    values = [point.values.get(metric) for point in points]
    places = thinned_places(values, most)
    return MetricSeries(
        split=split,
        day=day,
        metric=metric,
        steps=tuple(points[place].step for place in places),
        epochs=tuple(points[place].epoch for place in places),
        values=tuple(values[place] for place in places),
    )
