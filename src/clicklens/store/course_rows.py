"""How runs went and how far they are, read for all runs at once: a list of a thousand runs asks a few times, not a
thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from clicklens.core.run import EXPECTED_LOSS, RunCourse, RunProgress
from clicklens.core.thinning import thinned_places
from clicklens.data.split import TEST, TRAIN, VALIDATION
from clicklens.store.database import EVENTS, METRICS, PROGRESS, RUNS, Database

POINTS = 24  # of a curve in a list
_JUDGES = (TEST, VALIDATION)  # which split judges generalisation, first that was evaluated
_Curve: TypeAlias = list[tuple[int, float | None]]  # step, value


class _Noted(NamedTuple):
    """What one snapshot shows at a glance."""

    step: int  # optimiser steps
    gap: float | None  # fluctuation on training rows / on held-out rows
    expected_loss: float | None  # nats
    knows: bool  # whether the expected loss was noted, were it as None


class CourseRows:
    """What ``RunStore.courses`` and ``RunStore.progress`` are read from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def courses(self, run_ids: Collection[str] | None = None) -> dict[str, RunCourse]:
        """Run id -> its course, of the runs named or of all."""
        with self._database.reading() as connection:
            ends = connection.execute(_among(_ends(), RUNS.c.id, run_ids)).all()
            curves = _curves(connection, run_ids)
            noted = _noted(connection, run_ids)
        return {row.id: _course(row, curves.get(row.id, {}), noted.get(row.id, [])) for row in ends}

    def keep_progress(self, run_id: str, progress: RunProgress) -> None:
        """Replaces what was said before. The run must be there."""
        values = progress.model_dump()
        statement = insert(PROGRESS).values(run_id=run_id, **values)
        statement = statement.on_conflict_do_update(index_elements=["run_id"], set_=values)
        with self._database.writing() as connection:
            connection.execute(statement)

    def progress(self, run_id: str) -> RunProgress | None:
        """What was last said, or None."""
        c = PROGRESS.c
        query = sa.select(c.step, c.total_steps, c.rows_per_second, c.at).where(c.run_id == run_id)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else RunProgress(**row._mapping)


def _ends() -> sa.Select[Any]:
    """A row a run: how far it came."""
    evaluated = sa.select(sa.func.max(METRICS.c.step)).where(METRICS.c.run_id == RUNS.c.id).scalar_subquery()
    return sa.select(
        RUNS.c.id, evaluated.label("evaluated"), PROGRESS.c.step.label("reached"), PROGRESS.c.total_steps
    ).outerjoin_from(RUNS, PROGRESS, PROGRESS.c.run_id == RUNS.c.id)


def _curves(connection: Connection, run_ids: Collection[str] | None) -> dict[str, dict[str, _Curve]]:
    """Run -> split -> AUC over the steps, of whole splits that are not trained on."""
    c = METRICS.c
    auc = sa.func.json_extract(c.metric_values, "$.auc").label("auc")
    query = sa.select(c.run_id, c.split, c.step, auc).where(c.has_day == 0, c.split != TRAIN)
    found: dict[str, dict[str, _Curve]] = defaultdict(lambda: defaultdict(list))
    for run_id, split, step, value in connection.execute(_among(query, c.run_id, run_ids).order_by(c.run_id, c.step)):
        found[run_id][split].append((step, value))
    return found


def _noted(connection: Connection, run_ids: Collection[str] | None) -> dict[str, list[_Noted]]:
    """Run -> what each of its snapshots shows at a glance, by step."""
    c = EVENTS.c
    paths = ("$.kind", "$.figures.fluctuation_ratio", f"$.figures.{EXPECTED_LOSS}")
    kind, ratio, expected = (sa.func.json_extract(c.record, path) for path in paths)
    knows = sa.func.json_type(c.record, paths[2]).is_not(None)
    query = _among(sa.select(c.run_id, c.step, ratio, expected, knows).where(kind == "snapshot"), c.run_id, run_ids)
    rows = connection.execute(query.order_by(c.run_id, c.step, c.ordinal)).all()
    return {run_id: [_Noted(*row[1:]) for row in group] for run_id, group in groupby(rows, key=lambda row: row[0])}


def _among(query: sa.Select[Any], column: sa.Column[str], run_ids: Collection[str] | None) -> sa.Select[Any]:
    return query if run_ids is None else query.where(column.in_(run_ids))


def _course(row: Any, curves: dict[str, _Curve], noted: list[_Noted]) -> RunCourse:
    split = next((name for name in (*_JUDGES, *sorted(curves)) if name in curves), None)
    curve = curves[split] if split is not None else []
    known = [(value, -step) for step, value in curve if value is not None]
    best_auc, best_step = max(known) if known else (None, None)  # of equal ones the earliest
    steps = [step for step in (row.evaluated, row.reached) if step is not None]
    return RunCourse(
        step=max(steps, default=None),
        total_steps=row.total_steps,
        split=split,
        best_auc=best_auc,
        best_step=None if best_step is None else -best_step,
        auc=_thinned([value for _, value in curve]),
        gap=_thinned([snapshot.gap for snapshot in noted]),
        expected_loss=tuple({snapshot.step: snapshot.expected_loss for snapshot in noted if snapshot.knows}.items()),
    )


def _thinned(values: list[float | None]) -> tuple[float | None, ...]:
    return tuple(values[place] for place in thinned_places(values, POINTS))
