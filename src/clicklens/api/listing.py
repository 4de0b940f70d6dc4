"""Listing: the rows of all runs, kept at hand; only runs that changed are read again."""

from __future__ import annotations

from threading import Lock

from clicklens.api.record import RunRow
from clicklens.api.run_view import run_row, state_of
from clicklens.core.errors import NotFoundError
from clicklens.core.run import Run, RunCourse
from clicklens.core.store import Store


class Listing:
    """What ``GET /runs`` answers from, for any number of threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watch = store.watch()
        self._runs: dict[str, Run] | None = None
        self._rows: dict[str, RunRow] = {}
        self._lock = Lock()

    def rows(self) -> list[RunRow]:
        """All runs, those in the bin too, newest first."""
        with self._lock:
            try:
                self._catch_up()
            except BaseException:
                self._runs, self._rows = None, {}  # what changed is known no more: all is read next time
                raise
            rows = [self._with_state_now(row) for row in self._rows.values()]
        return sorted(rows, key=lambda row: (row.created_at, row.id), reverse=True)

    def close(self) -> None:
        """Lets go of the store."""
        self._watch.close()

    def _catch_up(self) -> None:
        changed = {change.run_id for change in self._watch.poll()}
        if self._runs is None:
            self._runs = {run.id: run for run in self._store.runs()}
            self._read(list(self._runs))
        elif changed:
            self._refresh(sorted(changed))

    def _refresh(self, run_ids: list[str]) -> None:
        for run_id in run_ids:
            self._rows.pop(run_id, None)
            self._known.pop(run_id, None)
            try:
                found = self._store.run(run_id)
            except NotFoundError:
                continue
            if found.id == run_id:  # and not another one of which it is the beginning
                self._known[run_id] = found
        self._read([run_id for run_id in run_ids if run_id in self._known])

    def _read(self, run_ids: list[str]) -> None:
        courses = self._store.courses(None if len(run_ids) == len(self._known) else run_ids)
        for run_id in run_ids:
            self._rows[run_id] = run_row(self._known[run_id], courses.get(run_id, RunCourse()))

    def _with_state_now(self, row: RunRow) -> RunRow:
        """A process can die without a word in the store."""
        if row.state != "running":
            return row
        return row.model_copy(update={"state": state_of(self._known[row.id])})

    @property
    def _known(self) -> dict[str, Run]:
        return self._runs if self._runs is not None else {}
