"""The row tables that were asked for last: a brush that moves asks the same one many times a second."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from clicklens.analysis.captured import Captured
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.rows.table import RowTable

KEPT = 4


class RowTables:
    """At most ``kept`` tables, the one that was used longest ago let go first. For any number of threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._tables: OrderedDict[tuple[str, ...], RowTable] = OrderedDict()
        self._lock = Lock()

    def table(self, subject: Captured, step: int, split: str) -> RowTable:
        """The rows of that split at that step; a snapshot that was taken anew gives a new table."""
        key = (subject.run.id, subject.state, str(step), split)
        with self._lock:
            if key not in self._tables:
                self._tables[key] = RowTable(RowSource(subject, step, split))
                while len(self._tables) > self._kept:
                    self._tables.popitem(last=False)  # whoever still asks it keeps it alive
            self._tables.move_to_end(key)
            return self._tables[key]
