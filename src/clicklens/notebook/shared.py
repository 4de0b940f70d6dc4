"""``share``: the page of a run as one file, which opens without ClickLens."""

from __future__ import annotations

from pathlib import Path

from clicklens.api.still_file import write_still
from clicklens.notebook.opened import opened_run
from clicklens.workbench import OpenRun


def share(run: OpenRun | str = "latest", path: str | Path = "report.html", *, store: str | Path = "runs") -> Path:
    """Writes what ``clicklens report`` writes; returns its path.

    Raises NotFoundError for an unknown run, UnavailableError where the page has not been built (``run.report`` writes
    the document for print anyway), RequestError where the path is a folder or in none.
    """
    place = Path(path)
    write_still(opened_run(run, store).captured, place)
    return place
