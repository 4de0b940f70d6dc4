import errno
import os
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from clicklens.core.errors import CorruptError, StorageError, VersionError
from clicklens.store import database as module
from clicklens.store.database import META, RUNS, Database, create_database

ROW = {"id": "a", "name": "a", "created_at": "", "record": "{}"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_database(tmp_path / "x.sqlite")
    return tmp_path / "x.sqlite"


def count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(RUNS)).scalar_one())


def add(database: Database, run_id: str) -> None:
    with database.writing() as connection:
        connection.execute(RUNS.insert().values({**ROW, "id": run_id}))


def test_a_new_database_is_one_file_with_its_tables_and_a_write_ahead_log(path: Path) -> None:
    assert [found.name for found in path.parent.iterdir()] == ["x.sqlite"]
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    raw.close()
    assert tables == {"meta", "runs", "metrics", "events", "results", "progress", "slices"}
    Database(path).check_version()


def test_what_a_killed_maker_left_is_removed(tmp_path: Path) -> None:
    for name in (".partial-0.sqlite", ".partial-0.sqlite-wal"):
        (tmp_path / name).write_bytes(b"torn")
    create_database(tmp_path / "x.sqlite")
    assert [found.name for found in tmp_path.iterdir()] == ["x.sqlite"]


def test_a_maker_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.os, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        create_database(tmp_path / "x.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_commit_is_on_disk_and_keys_are_enforced(path: Path) -> None:
    with Database(path).reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_error_undoes_the_whole_block(path: Path) -> None:
    database = Database(path)

    def fail_after_writing() -> None:
        with database.writing() as connection:
            connection.execute(RUNS.insert().values(ROW))
            raise KeyError

    with pytest.raises(KeyError):
        fail_after_writing()
    assert count(database) == 0


def test_a_reader_does_not_wait_for_a_writer_and_sees_one_state(path: Path) -> None:
    database = Database(path)
    add(database, "a")
    with database.writing() as writer:
        writer.execute(RUNS.insert().values({**ROW, "id": "b"}))
        assert count(Database(path)) == 1
    assert count(database) == 2
    with database.reading() as connection:
        query = sa.select(sa.func.count()).select_from(RUNS)
        assert connection.execute(query).scalar() == 2
        add(database, "c")
        assert connection.execute(query).scalar() == 2
    assert count(database) == 3


def test_a_writer_waits_for_another(path: Path) -> None:
    database = Database(path)
    thread = threading.Thread(target=add, args=(Database(path), "b"))
    with database.writing() as connection:
        thread.start()
        thread.join(0.1)
        assert thread.is_alive()
        connection.execute(RUNS.insert().values(ROW))
    thread.join()
    assert count(database) == 2


def test_a_lock_that_is_never_let_go_is_a_storage_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_TIMEOUT", 0.05)
    with Database(path).writing(), pytest.raises(StorageError, match=r"x\.sqlite: another process holds it locked"):
        add(Database(path), "b")


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    database = Database(path)
    with database.writing() as connection:
        connection.execute(META.update().values(value="2"))
    with pytest.raises(VersionError, match=r"x\.sqlite has store version 2, .* up to version 1"):
        database.check_version()
    with database.writing() as connection:
        connection.execute(META.delete())
    with pytest.raises(CorruptError, match="version is None"):
        database.check_version()


def test_a_child_process_opens_connections_of_its_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(path)
    add(database, "a")
    engine = database._engine
    kept = engine.pool
    assert kept.checkedin() == 1  # type: ignore[attr-defined]
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert count(database) == 1
    assert database._engine.pool is not kept
    assert kept.checkedin() == 1  # type: ignore[attr-defined]  # the parent's are left open, and to the parent


def test_a_closed_database_opens_again(path: Path) -> None:
    database = Database(path)
    database.close()
    assert count(database) == 0


def test_a_table_that_an_earlier_version_did_not_know_is_made(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE progress")
    raw.close()
    database = Database(path)
    database.add_missing_tables()
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM progress")).scalar_one() == 0
