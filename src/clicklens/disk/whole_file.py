"""A file that is there whole, or as it was before."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from clicklens.core.errors import StorageError


def write_whole(path: Path, content: bytes) -> None:
    """Writes the file, in place of an earlier one. Raises StorageError where it cannot be written."""
    try:
        _put(path, content)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror or error}; nothing was kept") from error


def _put(path: Path, content: bytes) -> None:
    """Beside its place, to disk, then moved there."""
    draft = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.partial")
    try:
        with open(draft, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
