"""What a job wrote to its output, read piece by piece."""

from __future__ import annotations

from pathlib import Path

from clicklens.core.errors import StorageError
from clicklens.core.job import JobLog
from clicklens.store.failure import storage_failures

MOST_BYTES = 256 * 1024  # of one piece


def read_log(path: Path, *, after: int, most: int = MOST_BYTES) -> JobLog:
    """The log from byte ``after`` on; a letter that is cut off at the end comes with the next piece."""
    try:
        with storage_failures(path):
            start, size, piece = _read(path, after, most)
    except StorageError as error:
        if isinstance(error.__cause__, FileNotFoundError):  # it never ran
            return JobLog(text="", next=0, is_whole=True)
        raise
    cut = _cut_off(piece)
    if cut < len(piece):  # else the log ends in the middle of a letter, and shows so
        piece = piece[: len(piece) - cut]
    end = start + len(piece)
    return JobLog(text=piece.decode("utf-8", errors="replace"), next=end, is_whole=end >= size)


def _read(path: Path, after: int, most: int) -> tuple[int, int, bytes]:
    """Where the piece begins, how long the file is, and the piece."""
    with open(path, "rb") as file:
        size = file.seek(0, 2)
        start = min(max(after, 0), size)
        file.seek(start)
        return start, size, file.read(most)


def _cut_off(piece: bytes) -> int:
    """Bytes at the end that are the beginning of a letter of UTF-8."""
    for back in range(1, min(4, len(piece) + 1)):
        byte = piece[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < length else 0
        if byte < 0x80:
            return 0
    return 0
