"""FolderWatch: notices what other processes write into a store, at next to no cost while they write nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clicklens.core.errors import CorruptError, StorageError
from clicklens.core.store_change import StoreChange

_MARKS = """
SELECT r.id, r.record,
       (SELECT max(m.step) FROM metrics m WHERE m.run_id = r.id),
       (SELECT max(e.ordinal) FROM events e WHERE e.run_id = r.id),
       p.step, p.at
FROM runs r LEFT JOIN progress p ON p.run_id = r.id
"""
_EVENTS = "SELECT step, json_extract(record, '$.kind') FROM events WHERE run_id = ? AND ordinal > ? ORDER BY ordinal"


@dataclass(frozen=True)
class _Mark:
    """What a run looked like: equal marks, nothing new."""

    record: int  # hash of its text
    evaluated: int | None  # optimiser steps
    event: int  # ordinal of the last one
    step: int | None  # optimiser steps
    at: str | None


class FolderWatch:
    """Looks at one database. SQLite counts what other connections commit, so a look at a quiet store reads nothing.

    For one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
        self._version: int | None = None
        self._marks: dict[str, _Mark] | None = None

    def poll(self) -> list[StoreChange]:
        """What changed since the last call; the first call only looks. Raises StorageError, CorruptError."""
        try:
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            if version == self._version and self._marks is not None:
                return []
            with closing(self._connection.cursor()) as cursor:
                cursor.execute("BEGIN")
                try:
                    found = self._look(cursor)
                finally:
                    cursor.execute("COMMIT")
            self._version = version
            return found
        except sqlite3.OperationalError as error:
            raise StorageError(f"{self._path}: {error}") from None
        except sqlite3.DatabaseError as error:
            raise CorruptError(f"{self._path}: is torn or was changed by other hands ({error})") from None

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _look(self, cursor: sqlite3.Cursor) -> list[StoreChange]:
        rows = cursor.execute(_MARKS).fetchall()
        marks = {row[0]: _Mark(hash(row[1]), row[2], row[3] or 0, row[4], row[5]) for row in rows}
        before, self._marks = self._marks, marks
        if before is None:
            return []
        gone = [StoreChange(kind="gone", run_id=run_id) for run_id in before if run_id not in marks]
        moved = [run_id for run_id, mark in marks.items() if before.get(run_id) != mark]
        return [*gone, *(change for run_id in moved for change in _changes(cursor, run_id, before, marks[run_id]))]


def _changes(cursor: sqlite3.Cursor, run_id: str, before: dict[str, _Mark], now: _Mark) -> Iterator[StoreChange]:
    then = before.get(run_id) or _Mark(0, None, 0, None, None)
    if (then.record, then.step, then.at) != (now.record, now.step, now.at):
        yield StoreChange(kind="run", run_id=run_id, step=now.step)
    if then.evaluated != now.evaluated:
        yield StoreChange(kind="metrics", run_id=run_id, step=now.evaluated)
    if now.event < then.event:  # it went back to an earlier step
        yield StoreChange(kind="event", run_id=run_id)
    for step, kind in cursor.execute(_EVENTS, (run_id, then.event)).fetchall():
        yield StoreChange(kind="snapshot" if kind == "snapshot" else "event", run_id=run_id, step=step)
