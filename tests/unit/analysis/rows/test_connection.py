from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from clicklens.analysis.rows.connection import locked_connection


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with locked_connection() as made:
        yield made


def test_it_computes_on_what_is_registered(connection: duckdb.DuckDBPyConnection) -> None:
    connection.register("mine", pa.table({"value": [1, 2, 3]}))
    assert connection.execute("SELECT sum(value) FROM mine WHERE value > ?", [1]).fetchall() == [(5,)]


def test_it_reaches_no_file_no_network_no_extension_and_no_variable(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    outside = pa.table({"a": [1]})
    assert outside.num_rows
    for statement in (
        f"SELECT * FROM '{secret}'",
        f"SELECT * FROM read_csv('{secret}')",
        f"SELECT * FROM read_text('{secret}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'other.db'}'",
        f"EXPORT DATABASE '{tmp_path / 'dump'}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('http://localhost:1/x.csv')",
        "SELECT * FROM outside",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '100GB'",
        "SELECT getenv('HOME')",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(statement).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv"]
