"""The evaluations of a run over its steps."""

from clicklens.analysis import Captured
from clicklens.report.course import read_course
from tests.captured_runs import RUN_ID, made_up_record, make_captured
from tests.memory_store import MemoryStore


def test_the_best_step_is_that_of_the_highest_held_out_auc() -> None:
    captured = make_captured(steps=6, rows=200, overfit_from=400)
    course = read_course(captured)
    assert course.judged == "test"
    assert course.best_step == captured.best_step()
    assert course.last_step == 600
    assert course.at(course.best_step, "test")["auc"] == course.whole.query("split == 'test'")["auc"].max()


def test_the_table_has_every_split_at_the_best_step_and_at_the_end_the_training_split_first() -> None:
    frame = read_course(make_captured(steps=6, rows=200, overfit_from=400)).to_frame()
    assert frame[["at", "split"]].to_numpy().tolist() == [
        ["best", "train"],
        ["best", "test"],
        ["end", "train"],
        ["end", "test"],
    ]
    assert {"auc", "log_loss", "pcoc"} <= set(frame.columns)


def test_a_metric_that_is_nowhere_defined_has_no_column() -> None:
    assert "gauc" not in read_course(make_captured(steps=2, rows=80, groups=False)).to_frame()


def test_a_run_without_evaluations_and_snapshots_has_no_best_step() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    course = read_course(Captured(store, RUN_ID))
    assert (course.judged, course.best_step, course.last_step) == (None, None, None)
    assert course.to_frame().empty
