"""SearchProgress: tells a worker how far a search is, trial by trial, and whoever reads the log what came of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console

from clicklens.jobs.job_progress import JobProgress
from clicklens.jobs.message import Progress
from clicklens.search.progress import TrialBar
from clicklens.search.request import Settings
from clicklens.search.result import SearchResult
from clicklens.training import Observer


class SearchProgress:
    """Watches a search that is a job."""

    def __init__(self, say: Callable[[Progress], None], *, console: Console | None = None) -> None:
        self._say = say
        self._log = TrialBar(console)

    def begin(self, number: int, wanted: int, settings: Settings) -> Sequence[Observer]:
        """A trial begins."""
        return [*self._log.begin(number, wanted, settings), JobProgress(self._say, part=number - 1, parts=wanted)]

    def end(self, result: SearchResult) -> None:
        """A trial ended: a line of the log."""
        self._log.end(result)
