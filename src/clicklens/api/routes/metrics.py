"""``/runs/{run}/metrics``, ``/events``, ``/snapshots``: what a run wrote down while it trained."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from clicklens.api.content import ARROW, arrow_bytes
from clicklens.api.dependency import RunDep, StoreDep
from clicklens.api.metric_series import MetricCourse, course_table, make_course
from clicklens.core.run import RunEvent
from clicklens.core.snapshot import SnapshotInfo

router = APIRouter(tags=["metrics"])


@router.get("/runs/{run}/metrics", responses={200: {"content": {ARROW: {}}}}, response_model=MetricCourse)
def get_metrics(
    store: StoreDep,
    run: RunDep,
    metrics: Annotated[str | None, Query(max_length=1000, description="Names, joined by commas; all if none.")] = None,
    split: Annotated[str | None, Query(max_length=200, description="One split; all if none.")] = None,
    day: Annotated[
        str, Query(pattern=r"^(whole|every|-?[0-9]{1,18})$", description="Whole splits, every day of them, or one day.")
    ] = "whole",
    points: Annotated[int, Query(ge=4, le=100_000, description="Most points a series.")] = 500,
    format: Annotated[Literal["json", "arrow"], Query()] = "json",
) -> MetricCourse | Response:
    """The evaluations as columns. A long series is thinned and keeps its ends, its lowest and its highest points."""
    found = store.metrics(run.id, by_day=day != "whole")
    if day != "whole":
        found = [point for point in found if (point.day is not None if day == "every" else point.day == int(day))]
    if split is not None:
        found = [point for point in found if point.split == split]
    names = None if metrics is None else {name.strip() for name in metrics.split(",")}
    course = make_course(run.id, found, metrics=names, most=points)
    return course if format == "json" else Response(arrow_bytes(course_table(course)), media_type=ARROW)


@router.get("/runs/{run}/events")
def list_events(store: StoreDep, run: RunDep) -> list[RunEvent]:
    """What happened when: the best steps, checkpoints, alarms, snapshots, pauses."""
    return store.events(run.id)


@router.get("/runs/{run}/snapshots")
def list_snapshots(store: StoreDep, run: RunDep) -> list[SnapshotInfo]:
    """What each snapshot holds, by step."""
    return [store.snapshot_info(run.id, step) for step in store.snapshot_steps(run.id)]
