import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError

from clicklens.core.errors import ClickLensError, CorruptError, RequestError, StorageError
from clicklens.store.failure import database_failures, storage_failures


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission denied"),
        (errno.EFBIG, "larger than this system allows"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_failing_disk_is_told_with_the_file_and_the_reason(code: int, words: str) -> None:
    with pytest.raises(StorageError, match=rf"^some/file: .*{words}"), storage_failures(Path("folder")):
        raise OSError(code, "Input/output error", "some/file")


def test_an_error_that_names_no_file_gets_the_folder() -> None:
    with pytest.raises(StorageError, match=r"^folder: the disk is full"), storage_failures(Path("folder")):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_other_errors_pass() -> None:
    with pytest.raises(KeyError), storage_failures(Path("folder")), database_failures(Path("x")):
        raise KeyError


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("file is not a database", CorruptError),
        ("database disk image is malformed", CorruptError),
        ("no such table: meta", CorruptError),
        ("database is locked", StorageError),
        ("database or disk is full", StorageError),
        ("attempt to write a readonly database", StorageError),
        ("unable to open database file", StorageError),
        ("disk I/O error", StorageError),
    ],
)
def test_what_sqlite_reports_is_told_in_our_words(text: str, kind: type[ClickLensError]) -> None:
    for wrapper in (OperationalError, DatabaseError):
        with pytest.raises(kind, match=r"^x\.sqlite: "), database_failures(Path("x.sqlite")):
            raise wrapper("SELECT 1", {}, sqlite3.OperationalError(text))


def test_values_that_sqlite_cannot_hold_are_the_requests_fault() -> None:
    with pytest.raises(RequestError, match="too large"), database_failures(Path("x")):
        raise OverflowError
    with pytest.raises(RequestError, match="not valid Unicode"), database_failures(Path("x")):
        "\ud800".encode()
