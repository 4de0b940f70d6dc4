"""The file of jobs: made once, versioned, and refused when it is something else."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clicklens.core.errors import CorruptError, VersionError
from clicklens.jobs.database import FILE, open_database
from clicklens.jobs.queue import JobQueue, open_queue


def run_sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_a_new_file_has_its_version_and_lets_readers_read_while_one_writes(queue: JobQueue) -> None:
    path = queue.root / FILE
    assert run_sql(path, "SELECT value FROM jobs_meta") == [("1",)]
    assert run_sql(path, "PRAGMA journal_mode") == [("wal",)]


def test_many_who_open_at_once_make_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        for opened in [threads.submit(open_database, tmp_path) for _ in range(8)]:
            opened.result().close()
    assert run_sql(tmp_path / FILE, "SELECT count(*) FROM jobs_meta") == [(1,)]


def test_a_newer_file_is_refused_and_left_as_it_is(queue: JobQueue) -> None:
    run_sql(queue.root / FILE, "UPDATE jobs_meta SET value = '2'")
    with pytest.raises(VersionError, match=r"jobs\.sqlite has version 2, .* up to version 1"):
        open_queue(queue.root)
    assert run_sql(queue.root / FILE, "SELECT value FROM jobs_meta") == [("2",)]


def test_a_file_of_another_kind_is_refused(queue: JobQueue) -> None:
    run_sql(queue.root / FILE, "UPDATE jobs_meta SET value = 'x'")
    with pytest.raises(CorruptError, match="its version is 'x'"):
        open_queue(queue.root)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(CorruptError, match="not a SQLite database"):
        open_database(tmp_path)


def test_a_file_whose_maker_was_killed_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    open_database(tmp_path).close()
    assert run_sql(tmp_path / FILE, "SELECT value FROM jobs_meta") == [("1",)]
