"""Writing a report: the file is there whole, or as it was before."""

from __future__ import annotations

import os
from pathlib import Path

from clicklens.analysis import Captured
from clicklens.core.errors import RequestError, StorageError
from clicklens.disk.whole_file import write_whole
from clicklens.report.answer import Progress


def write_report(captured: Captured, path: Path, *, progress: Progress | None = None) -> Path:
    """One HTML file on the run, with all that it needs inside; returns its path.

    Raises RequestError where the path is a folder or its folder does not exist, StorageError where the file cannot be
    written.
    """
    path = Path(path)
    check_place(path)
    from clicklens.report.page import render_page  # here, because it draws: the service need not wait for it

    write_whole(path, render_page(captured, progress=progress).encode())
    return path


def check_place(path: Path) -> None:
    """Raises RequestError or StorageError where no file can be written: said before any work is done."""
    if path.is_dir():
        raise RequestError(f"{path} is a folder; name the file to write, such as {path / 'report.html'}")
    if not path.parent.is_dir():
        raise RequestError(f"the folder {path.parent} does not exist; make it first or name another")
    if not os.access(path.parent, os.W_OK):
        raise StorageError(f"{path}: the folder {path.parent} is not writable by this user")
