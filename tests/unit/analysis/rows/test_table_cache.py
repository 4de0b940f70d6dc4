from clicklens.analysis import Captured
from clicklens.analysis.rows.table_cache import RowTables
from tests.captured_runs import RUN_ID, make_captured


def test_the_same_table_is_given_while_the_run_stands() -> None:
    subject = make_captured(steps=3, rows=20)
    tables = RowTables()
    assert tables.table(subject, 100, "test") is tables.table(Captured(subject.store, RUN_ID), 100, "test")
    assert tables.table(subject, 100, "test") is not tables.table(subject, 200, "test")
    assert tables.table(subject, 100, "test") is not tables.table(subject, 100, "train")


def test_a_run_that_changed_has_a_new_table() -> None:
    subject = make_captured(steps=3, rows=20)
    tables = RowTables()
    before = tables.table(subject, 100, "test")
    subject.store.forget_after(RUN_ID, 200)
    assert tables.table(Captured(subject.store, RUN_ID), 100, "test") is not before


def test_only_the_last_ones_are_kept() -> None:
    subject = make_captured(steps=3, rows=20)
    tables = RowTables(kept=2)
    first = tables.table(subject, 100, "test")
    tables.table(subject, 200, "test")
    assert tables.table(subject, 100, "test") is first  # used again, so the other one goes
    tables.table(subject, 300, "test")
    assert tables.table(subject, 100, "test") is first
    assert len(tables._tables) == 2
