"""What a failing disk or database means, in the words of ClickLens' own errors."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from clicklens.core.errors import CorruptError, RequestError, StorageError

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "the disk quota is used up; free some space and try again",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied; the folder must be readable and writable by this user",
    errno.EEXIST: "a file stands where a folder is needed; choose another place",
    errno.ENOTDIR: "a file stands where a folder is needed; choose another place",
    errno.EPERM: "permission denied; the folder must be readable and writable by this user",
}

# SQLite's own words -> the error that says so, and what a person is told.
_DATABASE_REASONS: tuple[tuple[str, type[CorruptError | StorageError], str], ...] = (
    ("not a database", CorruptError, "is not a SQLite database, or its first page was overwritten"),
    ("malformed", CorruptError, "is torn or was changed by other hands"),
    ("no such table", CorruptError, "is a SQLite database, but not a store of ClickLens"),
    ("no such column", CorruptError, "is a SQLite database, but not a store of ClickLens"),
    ("locked", StorageError, "another process holds it locked and did not let go; try again when that one is done"),
    ("disk I/O error", StorageError, "the file system does not read or write; the disk may be full"),
    ("is full", StorageError, "the disk is full; free some space and try again"),
    ("readonly", StorageError, "permission denied; the store's folder must be writable by this user"),
    ("unable to open", StorageError, "cannot be opened; the store's folder must be writable by this user"),
)


@contextmanager
def storage_failures(path: Path) -> Iterator[None]:
    """Turns an OSError into a StorageError that names the file and the reason."""
    try:
        yield
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else path
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise StorageError(f"{name}: {reason}") from error


@contextmanager
def database_failures(path: Path) -> Iterator[None]:
    """Turns what SQLite reports into StorageError, CorruptError or, for a value it cannot hold, RequestError."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig)
        for words, kind, reason in _DATABASE_REASONS:
            if words in text:
                raise kind(f"{path}: {reason} ({text})") from error
        raise StorageError(f"{path}: {text}") from error
    except OverflowError:
        raise RequestError("a whole number is too large to be kept; the largest is 9223372036854775807") from None
    except UnicodeEncodeError as error:
        raise RequestError(f"the text {error.object!r} is not valid Unicode and cannot be kept") from None
