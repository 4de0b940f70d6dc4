"""JobWatch: notices what becomes of jobs, and knows which job trains which run; looks only when something changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock

from clicklens.api.live import Word
from clicklens.core.errors import StorageError

_JOBS = "SELECT id, run_id, record, json_extract(record, '$.request.kind') FROM jobs ORDER BY ordinal"
_TRAINS = ("train", "resume")


class JobWatch:
    """Looks at a store's jobs; there may be none yet. For any number of threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._version: int | None = None
        self._seen: dict[str, tuple[str | None, int]] | None = None  # job -> run, hash of its record
        self._trainers: dict[str, str] = {}  # run -> job
        self._lock = Lock()

    def poll(self) -> list[Word]:
        """A word for each job that changed, came or went since the last call. Raises StorageError."""
        with self._lock:
            before, now = self._seen, self._look()
        if before is None or now is before:
            return []
        changed = [job for job in {**before, **now} if before.get(job) != now.get(job)]
        return [("job", {"job": job, "run": (now.get(job) or before[job])[0]}) for job in changed]

    def trainers(self) -> dict[str, str]:
        """Run -> the newest job that trains it."""
        with self._lock:
            self._look()
            return self._trainers

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._version = None

    def _look(self) -> dict[str, tuple[str | None, int]]:
        if not self._path.exists():
            self._seen = self._seen or {}
            return self._seen
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    self._path, isolation_level=None, check_same_thread=False, timeout=1.0
                )
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            if version != self._version or self._seen is None:
                rows = self._connection.execute(_JOBS).fetchall()
                self._seen = {job: (run, hash(record)) for job, run, record, _ in rows}
                self._trainers = {run: job for job, run, _, kind in rows if run and kind in _TRAINS}
                self._version = version
        except sqlite3.Error as error:
            raise StorageError(f"{self._path}: {error}") from None
        return self._seen
