from pathlib import Path

from clicklens.analysis import Captured
from clicklens.api.run_view import run_detail, run_row, state_of
from clicklens.core.run import RunCourse, RunProgress
from clicklens.store import open_store
from clicklens.training.environment import this_process
from tests.captured_runs import make_captured
from tests.stored_values import make_run

DEAD = f"{this_process().split('/')[0]}/999999999/1.00"


def test_a_run_whose_process_died_is_interrupted() -> None:
    assert state_of(make_run(environment={"process": DEAD})) == "interrupted"
    assert state_of(make_run(environment={"process": this_process()})) == "running"
    assert state_of(make_run(state="failed", environment={"process": DEAD})) == "failed"


def test_a_row_says_how_the_run_went() -> None:
    course = RunCourse(step=9, total_steps=10, best_auc=0.7, best_step=4, auc=(0.6, 0.7), gap=(1.0,))
    row = run_row(make_run(state="succeeded", spec={"model": {"kind": "gwen"}}), course)
    assert (row.model, row.data, row.step, row.best_auc, row.spark.auc) == ("gwen", "clicks", 9, 0.7, (0.6, 0.7))
    assert row.alarm_step is None
    assert run_row(make_run(state="failed", spec={}), RunCourse()).model == ""


def test_a_row_says_where_the_alarm_rang() -> None:
    losses = (0.9, 0.9, 0.9, 0.7, 0.6, 0.5, 0.4)
    course = RunCourse(expected_loss=tuple((10 * place, loss) for place, loss in enumerate(losses)))
    assert run_row(make_run(), course).alarm_step == 60


def test_a_run_in_full_has_the_alarm_among_its_events(tmp_path: Path) -> None:
    detail = run_detail(make_captured(tmp_path, steps=16, rows=300, overfit_from=500))
    (alarm,) = [event for event in detail.events if event.kind == "alarm"]
    assert alarm.step > 500


def test_a_run_in_full_says_what_there_is_to_look_at(tmp_path: Path) -> None:
    detail = run_detail(make_captured(tmp_path, rows=20, steps=3, days=2))
    assert (detail.steps, detail.splits, detail.held_out) == ((100, 200, 300), ("train", "test"), "test")
    assert [tap.name for tap in detail.taps] == ["layer_1", "layer_2"]
    assert detail.days == (1, 2)
    assert detail.best_step in detail.steps
    assert "auc" in detail.metric_names
    assert detail.gradient_fields
    assert detail.checkpoints == ()


def test_a_run_in_full_says_which_checkpoints_are_kept(tmp_path: Path) -> None:
    captured = make_captured(tmp_path, rows=20, steps=3)
    for step in (200, 300, 100):
        captured.store.put_checkpoint(captured.run.id, step, {}, {})
    captured.store.delete_checkpoint(captured.run.id, 200)
    assert run_detail(captured).checkpoints == (100, 300)


def test_a_run_that_kept_nothing_yet_is_shown_all_the_same(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add_run(make_run("a", environment={"process": this_process()}, spec={"training": {"batch_size": 100}}))
    store.keep_progress("a", RunProgress(step=20, total_steps=120, rows_per_second=500.0, at="now"))
    detail = run_detail(Captured(store, "a"))
    assert (detail.steps, detail.splits, detail.held_out, detail.days) == ((), (), None, ())
    assert (detail.step, detail.total_steps, detail.rows_per_second, detail.seconds_left) == (20, 120, 500.0, 20.0)


def test_a_dead_run_has_no_time_left(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add_run(make_run("a", environment={"process": DEAD}, spec={"training": {"batch_size": 100}}))
    store.keep_progress("a", RunProgress(step=20, total_steps=120, rows_per_second=500.0, at="now"))
    detail = run_detail(Captured(store, "a"))
    assert (detail.run.state, detail.rows_per_second, detail.seconds_left) == ("interrupted", None, None)
