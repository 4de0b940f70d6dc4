"""A DuckDB in memory that can do nothing but compute: no files, no network, no extensions, no change of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
THREADS = 2


def locked_connection() -> duckdb.DuckDBPyConnection:
    """What it may read is registered by us; a statement that reaches for anything else fails."""
    import duckdb  # a service answers before rows are asked for

    connection = duckdb.connect(
        ":memory:",
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": MEMORY,
            "threads": str(THREADS),
        },
    )
    connection.execute("SET python_enable_replacements = false")  # a word in a statement is no variable of ours
    connection.execute("SET lock_configuration = true")
    return connection
