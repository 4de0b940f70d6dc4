"""Which run is meant, and the folder of its store."""

from __future__ import annotations

from pathlib import Path

from clicklens.core.errors import RequestError
from clicklens.workbench import OpenRun, open_run


def opened_run(run: OpenRun | str, store: str | Path) -> OpenRun:
    """The open run itself, or the one of that id, name or prefix in the store. Raises NotFoundError."""
    return run if isinstance(run, OpenRun) else open_run(run, store=store)


def place_of(run: OpenRun) -> Path:
    """The folder of the run's store. Raises RequestError for a store that has none."""
    root = getattr(run.store, "root", None)
    if not isinstance(root, Path):
        raise RequestError(f"the store of run '{run.id}' is no folder, so no page can be opened over it")
    return root
