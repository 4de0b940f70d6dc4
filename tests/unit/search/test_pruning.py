"""Pruning stops a run at an evaluation, says why, and after a resume knows what was measured before."""

from clicklens.core.run import MetricPoint
from clicklens.search.outcome import is_pruned
from clicklens.search.pruning import PRUNED, Pruning
from clicklens.store import open_store
from clicklens.training import resume_run, start_run
from tests.training_runs import StopAt, small_dataset, small_spec


class Judge:
    def __init__(self, stops_at=None):
        self.heard = []
        self.stops_at = stops_at

    def __call__(self, value, evaluation):
        self.heard.append((evaluation, value))
        return evaluation == self.stops_at


def pruning(judge, store, run_id="r"):
    return Pruning(judge, metric="auc", split="validation", store=store, run_id=run_id)


def test_a_run_that_promises_little_ends_as_one_that_was_pruned(tmp_path):
    dataset, store, judge = small_dataset(tmp_path / "d"), open_store(tmp_path / "s"), Judge(stops_at=2)
    run = start_run(small_spec(epochs=5), store=store, dataset=dataset, run_id="r", observers=[pruning(judge, store)])
    assert run.state == "succeeded"
    assert run.message.startswith(f"{PRUNED}: auc on 'validation' is")
    assert is_pruned(run)
    points = [p for p in store.metrics("r", by_day=False) if p.split == "validation"]
    assert judge.heard == [(n, p.values["auc"]) for n, p in enumerate(points, start=1)]
    assert len(points) == 2
    assert [event.kind for event in store.events("r")].count("stopped") == 1


def test_the_last_evaluation_prunes_nothing(tmp_path):
    dataset, store, judge = small_dataset(tmp_path / "d"), open_store(tmp_path / "s"), Judge(stops_at=2)
    run = start_run(small_spec(epochs=2), store=store, dataset=dataset, run_id="r", observers=[pruning(judge, store)])
    assert run.message == ""
    assert not is_pruned(run)


def test_after_a_resume_the_judge_hears_the_whole_course(tmp_path):
    dataset, store, whole = small_dataset(tmp_path / "d"), open_store(tmp_path / "s"), Judge()
    start_run(small_spec(epochs=3), store=store, dataset=dataset, run_id="r", observers=[pruning(whole, store)])
    start_run(small_spec(epochs=3), store=store, dataset=dataset, run_id="b", observers=[StopAt(6)])
    store.update_run("b", state="interrupted")
    judge = Judge()
    resume_run("b", store=store, observers=[pruning(judge, store, "b")])
    assert judge.heard == whole.heard


def test_an_undefined_metric_is_not_judged(tmp_path):
    store, judge = open_store(tmp_path / "s"), Judge()
    watching = pruning(judge, store)
    watching._note(None, trainer=None)
    assert judge.heard == []
    assert MetricPoint(step=1, epoch=1, split="validation", values={"auc": None}).values["auc"] is None
