"""The SQLite file of a store: its tables, and connections that never let a reader wait for a writer (WAL)."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table, Text, event
from sqlalchemy.engine import Connection, Engine

from clicklens.core.errors import StorageError
from clicklens.disk.durable_folder import sync_folder
from clicklens.store.draft import PARTIAL
from clicklens.store.failure import database_failures
from clicklens.store.version import STORE_VERSION, check_version

BUSY_TIMEOUT = 30.0  # seconds that a writer waits for another one

TABLES = MetaData()

META = Table("meta", TABLES, Column("key", String, primary_key=True), Column("value", String, nullable=False))

RUNS = Table(
    "runs",
    TABLES,
    Column("ordinal", Integer, primary_key=True),  # in the order they came
    Column("id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("created_at", String, nullable=False),  # ISO 8601, UTC
    Column("record", Text, nullable=False),  # the whole Run as JSON
)


def _run_id(*, primary_key: bool) -> Column[str]:
    return Column(
        "run_id", String, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False, index=True
    )


METRICS = Table(
    "metrics",
    TABLES,
    _run_id(primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("split", String, primary_key=True),
    Column("has_day", Integer, primary_key=True),  # 0: the whole split. A key's NULL would equal no other NULL
    Column("day", Integer, primary_key=True),
    Column("epoch", Float, nullable=False),
    Column("metric_values", Text, nullable=False),  # JSON: metric -> value or null
)

EVENTS = Table(
    "events",
    TABLES,
    Column("ordinal", Integer, primary_key=True),
    _run_id(primary_key=False),
    Column("step", Integer, nullable=False),
    Column("record", Text, nullable=False),  # the whole RunEvent as JSON
)

RESULTS = Table(
    "results",
    TABLES,
    _run_id(primary_key=True),
    Column("key", String, primary_key=True),
    Column("text", Text, nullable=False),
)

PROGRESS = Table(
    "progress",
    TABLES,
    _run_id(primary_key=True),
    Column("step", Integer, nullable=False),
    Column("total_steps", Integer, nullable=False),
    Column("rows_per_second", Float),
    Column("at", String, nullable=False),  # ISO 8601, UTC
)

SLICES = Table(
    "slices",
    TABLES,
    Column("name", String, primary_key=True),
    Column("record", Text, nullable=False),  # the whole Slice as JSON
)


class Database:
    """Connections to one SQLite file, from any number of threads and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        self._owner = os.getpid()

    def check_version(self) -> None:
        """Raises VersionError when a newer ClickLens made the file, CorruptError when it is no store."""
        with self.reading() as connection:
            found = connection.execute(sa.select(META.c.value).where(META.c.key == "store_version")).scalar()
        check_version(int(found) if found and found.isdigit() else found, source=str(self.path))

    def add_missing_tables(self) -> None:
        """Makes the tables that a store of an earlier ClickLens lacks; one that has all is only read."""
        with self.reading() as connection:
            found = set(connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
        if set(TABLES.tables) - found:
            with self.writing() as connection:
                TABLES.create_all(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state, whatever others write meanwhile."""
        with database_failures(self.path), self._current_engine().begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together at the end of the block, or not at all after an error."""
        engine = self._current_engine().execution_options(begin="BEGIN IMMEDIATE")
        with database_failures(self.path), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes the connections; the next call opens new ones."""
        self._current_engine().dispose()

    def _current_engine(self) -> Engine:
        if self._owner != os.getpid():  # after a fork: the parent's connections are not ours to use or to close
            self._engine.dispose(close=False)
            self._owner = os.getpid()
        return self._engine


def create_database(path: Path) -> None:
    """Makes the file beside its place and renames it, so that no one ever sees it without its tables.

    Only one process at a time may call it for a folder.
    """
    _sweep(path.parent)  # what a killed process left
    beside = Database(path.parent / f"{PARTIAL}{secrets.token_hex(8)}.sqlite")
    try:
        with database_failures(beside.path), beside._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # the journal's mode cannot change inside a transaction
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        with beside.writing() as connection:
            TABLES.create_all(connection)
            connection.execute(META.insert().values(key="store_version", value=str(STORE_VERSION)))
        beside.close()
        if Path(f"{beside.path}-wal").exists():
            raise StorageError(f"{path}: its journal cannot be folded in on this file system; choose another folder")
        os.rename(beside.path, path)
        sync_folder(path.parent)
    finally:
        beside.close()
        _sweep(path.parent)


def _sweep(folder: Path) -> None:
    for stale in list(folder.glob(f"{PARTIAL}*.sqlite*")):
        stale.unlink()


def _engine(path: Path) -> Engine:
    url = sa.URL.create("sqlite", database=str(path))
    options = {"timeout": BUSY_TIMEOUT, "isolation_level": None, "check_same_thread": False}
    engine = sa.create_engine(url, connect_args=options, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def set_up(connection, _record) -> None:  # type: ignore[no-untyped-def]
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine
