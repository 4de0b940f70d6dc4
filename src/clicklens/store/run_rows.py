"""Runs, metrics, events and results as rows of the store's database."""

import json
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from clicklens.core.errors import CorruptError, NotFoundError, RequestError, nearest
from clicklens.core.record import Record, explain
from clicklens.core.run import MetricPoint, Run, RunEvent
from clicklens.store.database import EVENTS, METRICS, PROGRESS, RESULTS, RUNS, Database
from clicklens.store.plain_json import from_text, to_text

_RecordT = TypeVar("_RecordT", bound=Record)
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_LONGEST_HINT = 300  # characters; beyond, a list of names helps no one
_NEWEST_FIRST = (RUNS.c.created_at.desc(), RUNS.c.ordinal.desc())


class RunRows:
    """The rows of all runs. ``run_id`` is the whole id everywhere but in ``find``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, run: Run, *, make_room: Callable[[], None]) -> None:
        """Keeps a new run. ``make_room`` is called before, while no other writer can take the id."""
        with self._database.writing() as connection:
            if connection.execute(sa.select(RUNS.c.id).where(RUNS.c.id == run.id)).first():
                raise RequestError(f"there is a run '{run.id}' already; choose another id")
            make_room()
            connection.execute(RUNS.insert().values(_row(run)))

    def find(self, word: str) -> Run:
        """The run of that id, name or prefix, or the newest for 'latest'; in this order."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(RUNS.c.id, RUNS.c.name).order_by(*_NEWEST_FIRST)).all()
            return self._read(connection, _chosen(word, [(row.id, row.name) for row in rows]))

    def all(self) -> list[Run]:
        """All runs, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(RUNS.c.id, RUNS.c.record).order_by(*_NEWEST_FIRST)).all()
        return [self._parsed(Run, row.record, f"run '{row.id}'") for row in rows]

    def require(self, run_id: str) -> None:
        """Raises NotFoundError unless there is a run of exactly this id; only such an id may become a folder's name."""
        with self._database.reading() as connection:
            self._require(connection, run_id)

    def update(self, run_id: str, changes: dict[str, Any]) -> Run:
        """Replaces fields of the run. Raises ConfigError that names a field that a run does not have."""
        if changes.get("id", run_id) != run_id:
            raise RequestError(f"run '{run_id}': an id cannot be changed; give it another name instead")
        with self._database.writing() as connection:
            self._require(connection, run_id)
            before = self._read(connection, run_id)
            after = Run.parse({**before.model_dump(), **changes}, source=f"run '{run_id}'")
            connection.execute(RUNS.update().where(RUNS.c.id == run_id).values(_row(after)))
        return after

    def delete(self, run_id: str) -> None:
        """Removes the run's rows, its metrics, events and results with them."""
        with self._database.writing() as connection:
            self._require(connection, run_id)
            connection.execute(RUNS.delete().where(RUNS.c.id == run_id))

    def while_absent(self, run_id: str, act: Callable[[], None]) -> None:
        """Acts while no writer can add a run of this id, and only when there is none."""
        with self._database.writing() as connection:
            if not connection.execute(sa.select(RUNS.c.id).where(RUNS.c.id == run_id)).first():
                act()

    def add_metrics(self, run_id: str, points: Sequence[MetricPoint]) -> None:
        """Keeps points; a later one replaces an earlier one of the same step, split and day."""
        rows = [_metric_row(run_id, point) for point in points]
        statement = insert(METRICS)
        replaced = {"epoch": statement.excluded.epoch, "metric_values": statement.excluded.metric_values}
        statement = statement.on_conflict_do_update(index_elements=list(METRICS.primary_key.columns), set_=replaced)
        with self._database.writing() as connection:
            self._require(connection, run_id)
            if rows:
                connection.execute(statement, rows)

    def metrics(self, run_id: str, *, by_day: bool = True) -> list[MetricPoint]:
        """All points, by step, split and day, the whole split before its days."""
        c = METRICS.c
        query = sa.select(METRICS).where(c.run_id == run_id).order_by(c.step, c.split, c.has_day, c.day)
        if not by_day:
            query = query.where(c.has_day == 0)
        with self._database.reading() as connection:
            self._require(connection, run_id)
            rows = connection.execute(query).all()
        return [
            MetricPoint(
                step=row.step,
                epoch=row.epoch,
                split=row.split,
                day=row.day if row.has_day else None,
                values=from_text(row.metric_values, path=self._database.path),
            )
            for row in rows
        ]

    def add_event(self, run_id: str, event: RunEvent) -> None:
        """Keeps an event."""
        text = to_text(event.model_dump(mode="json"), source=f"event of run '{run_id}'")
        with self._database.writing() as connection:
            self._require(connection, run_id)
            connection.execute(EVENTS.insert().values(run_id=run_id, step=event.step, record=text))

    def events(self, run_id: str) -> list[RunEvent]:
        """All events by step, in the order they came."""
        query = sa.select(EVENTS.c.record).where(EVENTS.c.run_id == run_id).order_by(EVENTS.c.step, EVENTS.c.ordinal)
        with self._database.reading() as connection:
            self._require(connection, run_id)
            rows = connection.execute(query).all()
        return [self._parsed(RunEvent, row.record, f"an event of run '{run_id}'") for row in rows]

    def forget_after(self, run_id: str, step: int) -> None:
        """Drops what was said of later steps, and all results: they may rest on what was dropped."""
        with self._database.writing() as connection:
            self._require(connection, run_id)
            for table in (METRICS, EVENTS, PROGRESS):
                connection.execute(table.delete().where(table.c.run_id == run_id, table.c.step > step))
            connection.execute(RESULTS.delete().where(RESULTS.c.run_id == run_id))

    def put_result(self, run_id: str, key: str, text: str) -> None:
        """Keeps the text under its key, in place of an earlier one."""
        statement = insert(RESULTS).values(run_id=run_id, key=key, text=text)
        statement = statement.on_conflict_do_update(index_elements=["run_id", "key"], set_={"text": text})
        with self._database.writing() as connection:
            self._require(connection, run_id)
            connection.execute(statement)

    def result(self, run_id: str, key: str) -> str | None:
        """The text kept under that key, or None."""
        query = sa.select(RESULTS.c.text).where(RESULTS.c.run_id == run_id, RESULTS.c.key == key)
        with self._database.reading() as connection:
            self._require(connection, run_id)
            return connection.execute(query).scalar()

    def results(self, run_id: str, prefix: str) -> list[str]:
        """The texts kept under keys that begin so, newest first."""
        c = RESULTS.c
        query = sa.select(c.text).where(c.run_id == run_id, c.key.startswith(prefix, autoescape=True))
        newest_first = sa.desc(sa.literal_column("results.rowid", sa.Integer))
        with self._database.reading() as connection:
            self._require(connection, run_id)
            return list(connection.execute(query.order_by(newest_first)).scalars())

    def _require(self, connection: Connection, run_id: str) -> None:
        known = _ID.fullmatch(run_id) and connection.execute(sa.select(RUNS.c.id).where(RUNS.c.id == run_id)).first()
        if not known:
            ids = connection.execute(sa.select(RUNS.c.id)).scalars().all()
            raise NotFoundError(f"there is no run '{run_id}'{_hint(run_id, ids)}")

    def _read(self, connection: Connection, run_id: str) -> Run:
        text = connection.execute(sa.select(RUNS.c.record).where(RUNS.c.id == run_id)).scalar_one()
        return self._parsed(Run, text, f"run '{run_id}'")

    def _parsed(self, kind: type[_RecordT], text: str, noun: str) -> _RecordT:
        try:
            return kind.model_validate(json.loads(text))
        except ValidationError as error:
            told = explain(error, source=noun, model=kind)
            raise CorruptError(f"{self._database.path}: {noun} was changed by other hands\n{told}") from None
        except ValueError as error:
            raise CorruptError(f"{self._database.path}: {noun} was changed by other hands ({error})") from None


def _row(run: Run) -> dict[str, Any]:
    text = to_text(run.model_dump(), source=f"run '{run.id}'")  # not mode="json", which bends NaN, sets and keys
    return {"id": run.id, "name": run.name, "created_at": run.created_at, "record": text}


def _metric_row(run_id: str, point: MetricPoint) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "step": point.step,
        "split": point.split,
        "has_day": int(point.day is not None),
        "day": point.day or 0,
        "epoch": point.epoch,
        "metric_values": to_text(point.values, source=f"metrics of run '{run_id}' at step {point.step}"),
    }


def _chosen(word: str, known: list[tuple[str, str]]) -> str:
    """The id that ``word`` means among (id, name) pairs, newest first."""
    ids = [run_id for run_id, _ in known]
    if word in ids:
        return word
    if word == "latest" and ids:
        return ids[0]
    named = [run_id for run_id, name in known if name == word]
    fitting = named or [run_id for run_id in ids if word and run_id.startswith(word)]
    if len(fitting) > 1:
        raise RequestError(
            f"'{word}' may mean any of {len(fitting)} runs: {', '.join(fitting[:20])}; give the whole id"
        )
    if not fitting:
        names = {word for pair in known for word in pair}
        raise NotFoundError(f"there is no run '{word}'{_hint(word, names)}")
    return fitting[0]


def _hint(word: str, known: Collection[str]) -> str:
    hint = nearest(word, known)
    return hint if len(hint) <= _LONGEST_HINT else f"; the store has {len(known)} others, none with a name like it"
