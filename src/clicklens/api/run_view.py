"""A run as the page shows it: one line of the list, and the whole."""

from __future__ import annotations

from clicklens.analysis import Captured
from clicklens.analysis.alarm_event import events_with_alarm, first_alarm
from clicklens.api.record import RunDetail, RunRow, Spark
from clicklens.core.errors import RequestError
from clicklens.core.run import Run, RunCourse, RunProgress, RunState
from clicklens.training.environment import is_running


def state_of(run: Run) -> RunState:
    """A run whose process died without a word is interrupted, never running for ever."""
    process = run.environment.get("process", "")
    return "interrupted" if run.state == "running" and process and not is_running(process) else run.state


def run_row(run: Run, course: RunCourse) -> RunRow:
    """One line of the list."""
    return RunRow(
        id=run.id,
        name=run.name,
        state=state_of(run),
        message=run.message,
        data=run.features.name,
        model=str((run.spec.get("model") or {}).get("kind") or ""),
        created_at=run.created_at,
        finished_at=run.finished_at,
        step=course.step,
        total_steps=course.total_steps,
        parent=run.parent,
        change=run.change,
        is_search=run.search is not None,
        tags=run.tags,
        note=run.note,
        pinned=run.pinned,
        archived=run.archived,
        trashed_at=run.trashed_at,
        best_auc=course.best_auc,
        best_step=course.best_step,
        alarm_step=first_alarm(course.expected_loss),
        spark=Spark(auc=course.auc, gap=course.gap),
        job_id=None,
    )


def run_detail(captured: Captured, *, job_id: str | None = None) -> RunDetail:
    """What there is to look at; a run that kept no snapshots has metrics and events."""
    store, run = captured.store, captured.run
    steps = tuple(store.snapshot_steps(run.id))
    info = captured.info(steps[-1]) if steps else None
    course = store.courses([run.id]).get(run.id, RunCourse())
    state = state_of(run)
    live = store.progress(run.id) if state == "running" else None
    held_out = _held_out(captured) if steps else course.split
    return RunDetail(
        run=run.model_copy(update={"state": state}),
        steps=steps,
        step=course.step,
        total_steps=course.total_steps,
        rows_per_second=None if live is None else live.rows_per_second,
        seconds_left=None if live is None else _seconds_left(run, live),
        splits=captured.splits if steps else (),
        held_out=held_out,
        days=tuple(captured.followed_days(held_out)) if steps and held_out else (),
        taps=info.taps if info else (),
        tasks=info.tasks if info else tuple(task.name for task in run.features.tasks),
        gradient_fields=info.gradient_fields if info else (),
        best_step=course.best_step,
        best_auc=course.best_auc,
        checkpoints=tuple(store.checkpoint_steps(run.id)),
        metric_names=_metric_names(captured),
        events=events_with_alarm(captured),
        job_id=job_id,
    )


def _held_out(captured: Captured) -> str | None:
    try:
        return captured.held_out
    except RequestError:  # only the training split was kept
        return None


def _metric_names(captured: Captured) -> tuple[str, ...]:
    points = captured.store.metrics(captured.run.id, by_day=False)  # days have the metrics of whole splits, or fewer
    return tuple(dict.fromkeys(name for point in points for name in point.values))


def _seconds_left(run: Run, live: RunProgress) -> float | None:
    """At the pace of late, evaluations and snapshots not counted."""
    training = run.spec.get("training") or {}
    batch, batches = training.get("batch_size"), training.get("accumulate", 1)  # of a step
    if not live.rows_per_second or not isinstance(batch, int) or not isinstance(batches, int):
        return None
    return (live.total_steps - live.step) * batch * batches / live.rows_per_second
