from pathlib import Path

import pytest
import sqlalchemy as sa

from clicklens.core.errors import CorruptError, NotFoundError, RequestError
from clicklens.core.run import MetricPoint
from clicklens.store.database import METRICS, RUNS, Database, create_database
from clicklens.store.run_rows import RunRows
from tests.stored_values import make_run


@pytest.fixture
def database(tmp_path: Path) -> Database:
    create_database(tmp_path / "x.sqlite")
    return Database(tmp_path / "x.sqlite")


@pytest.fixture
def rows(database: Database) -> RunRows:
    rows = RunRows(database)
    rows.add(make_run("a"), make_room=lambda: None)
    return rows


def test_room_is_made_before_a_run_is_seen_and_only_when_its_id_is_free(rows: RunRows) -> None:
    seen: list[list[str]] = []
    rows.add(make_run("b"), make_room=lambda: seen.append([run.id for run in rows.all()]))
    with pytest.raises(RequestError, match="'b' already"):
        rows.add(make_run("b"), make_room=lambda: seen.append([]))
    assert seen == [["a"]]


def test_a_failure_to_make_room_adds_no_run(rows: RunRows) -> None:
    def fail() -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 (the very error, unchanged)
        rows.add(make_run("b"), make_room=fail)
    assert [run.id for run in rows.all()] == ["a"]


def test_an_act_is_done_only_while_the_run_is_absent(rows: RunRows) -> None:
    done: list[str] = []
    for run_id in ("a", "b"):
        rows.while_absent(run_id, lambda run_id=run_id: done.append(run_id))  # type: ignore[misc]
    assert done == ["b"]


def test_one_row_holds_all_metrics_of_a_step_split_and_day(rows: RunRows, database: Database) -> None:
    rows.add_metrics("a", [MetricPoint(step=1, epoch=0, split="test", values={"auc": 0.5, "gauc": None})])
    with database.reading() as connection:
        found = connection.execute(sa.select(METRICS)).all()
    assert len(found) == 1
    assert found[0].metric_values == '{"auc":0.5,"gauc":null}'


def test_deleting_a_run_deletes_all_rows_of_it(rows: RunRows, database: Database) -> None:
    rows.add_metrics("a", [MetricPoint(step=1, epoch=0, split="test", values={})])
    rows.delete("a")
    with database.reading() as connection:
        assert connection.execute(sa.select(METRICS)).all() == []


@pytest.mark.parametrize("record", ["{", "{}", '{"id": 5}', "null"])
def test_a_row_that_was_changed_by_other_hands_is_named(rows: RunRows, database: Database, record: str) -> None:
    with database.writing() as connection:
        connection.execute(RUNS.update().values(record=record))
    for read in (rows.all, lambda: rows.find("a")):
        with pytest.raises(CorruptError, match=r"x\.sqlite: run 'a' was changed by other hands"):
            read()


def test_an_id_that_other_hands_put_there_never_becomes_a_path(rows: RunRows, database: Database) -> None:
    with database.writing() as connection:
        connection.execute(RUNS.insert().values(id="../../x", name="", created_at="", record="{}"))
    with pytest.raises(NotFoundError):
        rows.require("../../x")
    rows.require("a")
    with pytest.raises(NotFoundError):
        rows.require("a\n")
