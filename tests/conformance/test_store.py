"""What ``core.store`` promises of runs and what they tell, asked of every implementation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clicklens.core.condition import where
from clicklens.core.errors import ConfigError, NotFoundError, RequestError
from clicklens.core.run import MetricPoint, RunCourse, RunEvent, RunProgress
from clicklens.core.slice import Slice
from clicklens.core.store import Store
from tests.stored_values import make_event, make_point, make_run, make_sample, make_snapshot

# Runs


def test_a_run_is_read_back_as_it_was_written(store: Store, reopen: Callable[[], Store]) -> None:
    run = make_run("b", tags=("x", "ü"), note="训练\n'; DROP TABLE runs; --", parent="gwen-1", finished_at="later")
    store.add_run(run)
    assert reopen().run("b") == run


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=st.dictionaries(st.text(), plain, max_size=4), note=st.text())
def test_any_plain_request_survives(store: Store, spec: dict[str, Any], note: str) -> None:
    store.update_run("gwen-1", spec=spec, note=note)
    assert store.run("gwen-1").spec == spec
    assert store.run("gwen-1").note == note


def test_a_value_that_json_would_bend_is_refused(store: Store) -> None:
    for spec in ({"lr": float("nan")}, {"lr": {1: 2}}, {"lr": np.float32(1)}, {"lr": {1, 2}}):
        with pytest.raises(RequestError, match=r"spec\.lr"):
            store.update_run("gwen-1", spec=spec)
    assert store.run("gwen-1") == make_run()


def test_an_id_is_given_once(store: Store) -> None:
    with pytest.raises(RequestError, match="'gwen-1' already"):
        store.add_run(make_run(name="another"))
    assert store.run("gwen-1") == make_run()


def test_runs_come_newest_first_and_the_later_added_of_equal_age_first(store: Store) -> None:
    store.add_run(make_run("older", created_at="2025-01-01T00:00:00Z"))
    store.add_run(make_run("twin"))
    assert [run.id for run in store.runs()] == ["twin", "gwen-1", "older"]
    assert store.run("latest").id == "twin"


def test_a_run_is_found_by_id_unique_name_and_unique_prefix(store: Store) -> None:
    store.add_run(make_run("gwen-10", name="best"))
    store.add_run(make_run("din-1", name="gwen"))
    assert store.run("gwen-1").id == "gwen-1"  # whole, although it begins another
    assert store.run("best").id == "gwen-10"
    assert store.run("di").id == "din-1"
    assert store.run("gwen").id == "din-1"  # a whole name counts for more than the beginning of an id


def test_a_word_that_fits_several_runs_is_refused_and_lists_them(store: Store) -> None:
    store.add_run(make_run("gwen-2", name="same"))
    store.add_run(make_run("din-1", name="same"))
    for word, ids in (("gwen", ["gwen-1", "gwen-2"]), ("same", ["gwen-2", "din-1"])):
        with pytest.raises(RequestError) as refused:
            store.run(word)
        assert not isinstance(refused.value, NotFoundError)
        assert all(run_id in str(refused.value) for run_id in ids)


def test_an_unknown_run_is_named_with_the_nearest(store: Store) -> None:
    with pytest.raises(NotFoundError, match="'gwem-1'; did you mean 'gwen-1'"):
        store.run("gwem-1")
    for word in ("", "%", "_", "GWEN-1", "'", "../gwen-1", "\ud800", "\0"):
        with pytest.raises(NotFoundError):
            store.run(word)


def test_latest_of_an_empty_store_is_not_found(reopen: Callable[[], Store]) -> None:
    assert reopen().runs() == []
    with pytest.raises(NotFoundError, match="no run 'latest'"):
        reopen().run("latest")


def test_many_runs_do_not_flood_a_message(store: Store) -> None:
    for number in range(60):
        store.add_run(make_run(f"run-with-a-long-name-{number}"))
    with pytest.raises(NotFoundError) as refused:
        store.run("zzz")
    assert len(str(refused.value)) < 200


def test_a_change_is_kept_and_returned(store: Store, reopen: Callable[[], Store]) -> None:
    after = store.update_run("gwen-1", state="succeeded", tags=["good"], name="new")
    assert after == make_run(state="succeeded", tags=("good",), name="new")
    assert reopen().run("new") == after


def test_a_change_that_a_run_cannot_hold_is_refused(store: Store) -> None:
    with pytest.raises(ConfigError, match="unknown setting 'stat'; did you mean 'state'"):
        store.update_run("gwen-1", stat="failed")
    with pytest.raises(ConfigError, match="'state' is 'done'"):
        store.update_run("gwen-1", state="done")
    with pytest.raises(RequestError, match="id cannot be changed"):
        store.update_run("gwen-1", id="other")
    assert store.run("gwen-1") == make_run()


CALLS: dict[str, Callable[[Store, str], object]] = {
    "update_run": lambda store, run: store.update_run(run, note="x"),
    "delete_run": lambda store, run: store.delete_run(run),
    "add_metrics": lambda store, run: store.add_metrics(run, [make_point()]),
    "metrics": lambda store, run: store.metrics(run),
    "add_event": lambda store, run: store.add_event(run, make_event(1)),
    "events": lambda store, run: store.events(run),
    "forget_after": lambda store, run: store.forget_after(run, 0),
    "keep_progress": lambda store, run: store.keep_progress(run, RunProgress(step=1, total_steps=2, at="")),
    "progress": lambda store, run: store.progress(run),
    "put_result": lambda store, run: store.put_result(run, "key", "{}"),
    "result": lambda store, run: store.result(run, "key"),
    "results": lambda store, run: store.results(run, "key"),
    "put_sample": lambda store, run: store.put_sample(run, "train", make_sample()),
    "sample": lambda store, run: store.sample(run, "train"),
    "put_snapshot": lambda store, run: store.put_snapshot(make_snapshot(run)),
    "snapshot_steps": lambda store, run: store.snapshot_steps(run),
    "snapshot_info": lambda store, run: store.snapshot_info(run, 100),
    "split_states": lambda store, run: store.split_states(run, 100, "train"),
    "snapshot_bytes": lambda store, run: store.snapshot_bytes(run),
    "put_checkpoint": lambda store, run: store.put_checkpoint(run, 1, {}, {}),
    "checkpoint": lambda store, run: store.checkpoint(run),
    "checkpoint_steps": lambda store, run: store.checkpoint_steps(run),
    "delete_checkpoint": lambda store, run: store.delete_checkpoint(run, 1),
}


def test_every_call_about_one_run_is_tried_with_an_unknown_one() -> None:
    promised = {name for part in Store.__mro__ for name in vars(part) if not name.startswith("_")}
    of_no_one_run = {"add_run", "run", "runs", "courses", "watch", "put_slice", "slices", "delete_slice"}
    assert promised - set(CALLS) == of_no_one_run


@pytest.mark.parametrize("word", ["gwen", "../../gwen-1", "", "a/b"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_an_unknown_run_is_not_found_and_nothing_is_written(
    store: Store, tmp_path: Path, call: Callable[[Store, str], object], word: str
) -> None:
    before = sorted(path for path in tmp_path.rglob("*"))
    with pytest.raises(NotFoundError, match="there is no run"):
        call(store, word)
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_a_deleted_run_leaves_nothing_behind(store: Store, reopen: Callable[[], Store]) -> None:
    fill(store)
    store.add_run(make_run("other"))
    store.add_metrics("other", [make_point()])
    store.delete_run("gwen-1")
    assert [run.id for run in reopen().runs()] == ["other"]
    assert store.metrics("other") == [make_point()]
    store.add_run(make_run())  # the id is free, and what comes under it is new
    assert store.metrics("gwen-1") == store.events("gwen-1") == []
    assert store.snapshot_steps("gwen-1") == store.checkpoint_steps("gwen-1") == []
    assert store.result("gwen-1", "key") is None
    assert store.snapshot_bytes("gwen-1") == 0
    with pytest.raises(NotFoundError):
        store.sample("gwen-1", "train")


def fill(store: Store) -> None:
    store.add_metrics("gwen-1", [make_point()])
    store.add_event("gwen-1", make_event(1))
    store.put_result("gwen-1", "key", "{}")
    store.put_sample("gwen-1", "train", make_sample())
    store.put_snapshot(make_snapshot())
    store.put_checkpoint("gwen-1", 1, {"w": np.ones(2)}, {})


# Metrics, events, results


def test_metrics_come_by_step_split_and_day_with_the_whole_split_first(store: Store) -> None:
    expected = [
        make_point(step, split, day)
        for step in (1, 2, 10)
        for split in ("test", "train")
        for day in (None, -1, 0, 20260101)
    ]
    store.add_metrics("gwen-1", expected[::-1])
    assert store.metrics("gwen-1") == expected
    assert store.metrics("gwen-1", by_day=False) == [found for found in expected if found.day is None]


def test_a_point_replaces_the_one_of_the_same_place(store: Store) -> None:
    store.add_metrics("gwen-1", [make_point(auc=0.1), make_point(day=0, auc=0.2)])
    store.add_metrics("gwen-1", [make_point(auc=None, gauc=0.3), make_point(auc=0.4)])
    assert store.metrics("gwen-1") == [make_point(auc=0.4), make_point(day=0, auc=0.2)]


finite = st.floats(allow_nan=False, allow_infinity=False)
days = st.none() | st.integers(-(2**63), 2**63 - 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(st.text(), st.none() | finite, max_size=5), split=st.text("ab/测\0'", max_size=4), day=days
)
def test_any_metric_survives(store: Store, values: dict[str, float | None], split: str, day: int | None) -> None:
    written = MetricPoint(step=3, epoch=0.1, split=split, day=day, values=values)
    store.add_metrics("gwen-1", [written])
    assert [found for found in store.metrics("gwen-1") if (found.split, found.day) == (split, day)] == [written]


def test_no_points_are_no_error(store: Store) -> None:
    store.add_metrics("gwen-1", [])
    assert store.metrics("gwen-1") == []


def test_points_are_kept_all_or_none(store: Store) -> None:
    with pytest.raises(RequestError, match="too large"):
        store.add_metrics("gwen-1", [make_point(1), make_point(2**63)])
    assert store.metrics("gwen-1") == []


def test_events_come_by_step_in_the_order_they_came(store: Store) -> None:
    for step, kind in ((5, "checkpoint"), (1, "b"), (1, "a"), (5, "alarm")):
        store.add_event("gwen-1", make_event(step, kind))
    found = [(event.step, event.kind) for event in store.events("gwen-1")]
    assert found == [(1, "b"), (1, "a"), (5, "checkpoint"), (5, "alarm")]


def test_a_result_is_kept_under_its_key_until_another_takes_it(store: Store) -> None:
    assert store.result("gwen-1", "key") is None
    store.put_result("gwen-1", "key", '{"a":1}')
    store.put_result("gwen-1", "key/测", "x" * 100_000)
    assert store.result("gwen-1", "key") == '{"a":1}'
    store.put_result("gwen-1", "key", "{}")
    assert store.result("gwen-1", "key") == "{}"
    assert store.result("gwen-1", "key/测") == "x" * 100_000


def test_text_that_is_no_unicode_is_refused(store: Store) -> None:
    with pytest.raises(RequestError, match="not valid Unicode"):
        store.put_result("gwen-1", "key", "\ud800")
    assert store.result("gwen-1", "key") is None


def test_what_came_after_a_step_is_forgotten_with_what_rests_on_it(store: Store) -> None:
    for step in (100, 200, 300):
        store.put_snapshot(make_snapshot(step=step))
        store.add_metrics("gwen-1", [make_point(step)])
        store.add_event("gwen-1", make_event(step))
    store.put_result("gwen-1", "key", "{}")
    store.put_checkpoint("gwen-1", 300, {}, {})
    store.forget_after("gwen-1", 200)
    assert store.snapshot_steps("gwen-1") == [100, 200]
    assert [found.step for found in store.metrics("gwen-1")] == [100, 200]
    assert [found.step for found in store.events("gwen-1")] == [100, 200]
    assert store.result("gwen-1", "key") is None
    assert store.checkpoint_steps("gwen-1") == [300]  # those are the trainer's to delete


def test_how_far_a_run_is_replaces_what_was_said_before(store: Store, reopen: Callable[[], Store]) -> None:
    assert store.progress("gwen-1") is None
    for step in (1, 5):
        store.keep_progress("gwen-1", RunProgress(step=step, total_steps=9, rows_per_second=2.5, at="now"))
    assert reopen().progress("gwen-1") == RunProgress(step=5, total_steps=9, rows_per_second=2.5, at="now")
    store.forget_after("gwen-1", 4)
    assert store.progress("gwen-1") is None


def test_how_runs_went_is_told_of_all_at_once(store: Store) -> None:
    store.add_run(make_run("quiet"))
    store.add_metrics("gwen-1", [make_point(step, "test", auc=auc) for step, auc in ((10, 0.6), (20, 0.8), (30, 0.7))])
    store.add_metrics("gwen-1", [make_point(40, "train", auc=0.99)])
    for step, ratio in ((0, 1.0), (30, 1.5)):
        figures = {"fluctuation_ratio": ratio}
        store.add_event("gwen-1", RunEvent(step=step, kind="snapshot", figures=figures, at=""))
    store.keep_progress("gwen-1", RunProgress(step=41, total_steps=50, at=""))
    expected = RunCourse(
        step=41, total_steps=50, split="test", best_auc=0.8, best_step=20, auc=(0.6, 0.8, 0.7), gap=(1.0, 1.5)
    )
    assert store.courses() == {"gwen-1": expected, "quiet": RunCourse()}
    assert store.courses(["gwen-1", "gone"]) == {"gwen-1": expected}
    assert store.courses([]) == {}


def test_a_watch_tells_what_others_write_and_only_that(store: Store, reopen: Callable[[], Store]) -> None:
    watch = store.watch()
    assert watch.poll() == []
    other = reopen()
    other.add_run(make_run("b"))
    other.add_metrics("gwen-1", [make_point(7)])
    other.add_event("gwen-1", make_event(8))
    other.add_event("gwen-1", make_event(9, "snapshot"))
    found = {(change.kind, change.run_id, change.step) for change in watch.poll()}
    assert found == {("run", "b", None), ("metrics", "gwen-1", 7), ("event", "gwen-1", 8), ("snapshot", "gwen-1", 9)}
    assert watch.poll() == []
    other.keep_progress("b", RunProgress(step=3, total_steps=9, at="now"))
    assert [(change.kind, change.run_id, change.step) for change in watch.poll()] == [("run", "b", 3)]
    other.update_run("b", note="x")
    other.delete_run("gwen-1")
    assert {(change.kind, change.run_id) for change in watch.poll()} == {("run", "b"), ("gone", "gwen-1")}
    watch.close()


# Results by kind, and slices


def test_results_are_found_by_the_beginning_of_their_key_newest_first(
    store: Store, reopen: Callable[[], Store]
) -> None:
    store.add_run(make_run("b"))
    for key, text in (("projection.1.a", "old"), ("projection.1.b", "new"), ("proj_ction.1", "x"), ("scores.1", "y")):
        store.put_result("gwen-1", key, text)
    store.put_result("b", "projection.1.c", "another run's")
    assert reopen().results("gwen-1", "projection.") == ["new", "old"]
    assert store.results("gwen-1", "proj_") == ["x"]
    assert store.results("gwen-1", "none") == []
    with pytest.raises(NotFoundError):
        store.results("gone", "projection.")


def test_slices_belong_to_no_run(store: Store, reopen: Callable[[], Store]) -> None:
    saved = Slice(name="late", filter=where("label=1"), schema_digest="0" * 64, data="d", created_at="now")
    store.put_slice(saved)
    store.delete_run("gwen-1")
    assert reopen().slices() == [saved]
    reopen().delete_slice("late")
    with pytest.raises(NotFoundError, match="no slice 'late'"):
        store.delete_slice("late")
