"""Folders whose names outlive a power failure."""

import os
from pathlib import Path


def sync_folder(path: Path) -> None:
    """Brings the folder's list of names to disk; without it a rename may be forgotten when the power fails."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Makes the folder and those above it, so that they outlive a power failure."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_folder(path.parent)
