"""The SQLite file of a store's jobs: its tables, its version, and how it is opened.

It is a file of its own, so that a page of usage figures a second never makes a training wait for its metrics.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

from clicklens.core.errors import CorruptError, VersionError
from clicklens.store.database import Database
from clicklens.store.failure import database_failures, storage_failures
from clicklens.store.folder_lock import folder_lock

FILE = "jobs.sqlite"
JOBS_VERSION = 1  # raised when tables change in a way that an older ClickLens would misread

TABLES = MetaData()

META = Table("jobs_meta", TABLES, Column("key", String, primary_key=True), Column("value", String, nullable=False))

JOBS = Table(
    "jobs",
    TABLES,
    Column("ordinal", Integer, primary_key=True),  # in the order they came
    Column("id", String, nullable=False, unique=True),
    Column("state", String, nullable=False, index=True),
    Column("priority", Integer, nullable=False),
    Column("run_id", String, index=True),
    Column("worker", String),
    Column("lease_until", String),  # ISO 8601, UTC
    Column("lease", Float),  # seconds, of the worker that holds it
    Column("claims", Integer, nullable=False),  # how often it was taken; who holds an older number holds nothing
    Column("process", String),  # of the attempt under way: host/number/began
    Column("record", Text, nullable=False),  # the whole Job as JSON
)

USAGE = Table(
    "usage",
    TABLES,
    Column("job_id", String, ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("sample", Integer, primary_key=True),  # counted from 0; only the latest are kept
    Column("record", Text, nullable=False),  # the whole JobUsage as JSON
)

WORKERS = Table(
    "workers",
    TABLES,
    Column("id", String, primary_key=True),
    Column("process", String, nullable=False),  # host/number/began
    Column("lease", Float, nullable=False),  # seconds
    Column("heartbeat", String, nullable=False),  # ISO 8601, UTC
    Column("record", Text, nullable=False),  # the whole WorkerInfo as JSON
)


def open_database(root: Path) -> Database:
    """The file in the store's folder, made where there is none.

    Raises VersionError when a newer ClickLens made it, CorruptError when it is something else.
    """
    path = root / FILE
    database = Database(path)
    with storage_failures(path):
        if not path.exists() or _version(database) is None:
            with folder_lock(root):
                _create(database)
    _check(database)
    return database


def _create(database: Database) -> None:
    """All tables or none, in one transaction; a file that has them stays as it is."""
    with database_failures(database.path):
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(database.path)))
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # cannot change inside a transaction
        engine.dispose()
    with database.writing() as connection:
        TABLES.create_all(connection)
        if connection.execute(sa.select(META.c.value)).first() is None:
            connection.execute(META.insert().values(key="jobs_version", value=str(JOBS_VERSION)))


def _version(database: Database) -> str | None:
    with database.reading() as connection:
        if not sa.inspect(connection).has_table(META.name):
            return None
        return connection.execute(sa.select(META.c.value).where(META.c.key == "jobs_version")).scalar()


def _check(database: Database) -> None:
    found = _version(database)
    if found is None or not found.isdigit() or int(found) < 1:
        raise CorruptError(f"{database.path}: its version is {found!r}; a whole number from 1 was expected")
    if int(found) > JOBS_VERSION:
        raise VersionError(
            f"{database.path} has version {found}, and this ClickLens reads up to version {JOBS_VERSION}; install a "
            "newer ClickLens to open it"
        )
