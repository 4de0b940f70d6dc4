"""The runs that a job makes."""

from pathlib import Path

from clicklens.core.job import Job
from clicklens.jobs.made_runs import made_runs, settle_runs
from clicklens.store.folder_store import FolderStore
from clicklens.training.environment import this_process
from tests.stored_values import make_run


def job(kind: str, run_id: str, **more: object) -> Job:
    request = {"kind": kind, **({"spec": {}} if kind == "train" else {"run": "r"}), **more}
    values = {"id": f"{kind}-1", "name": "n", "request": request, "created_at": "t", "run_id": run_id}
    return Job.parse(values, source="the test")


def test_a_training_made_its_run_and_a_refinement_those_that_bear_its_id(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "runs")
    for run_id in ("mine", "mine-2", "refine-1.a", "refine-1.b", "refine-12.c"):
        store.add_run(make_run(run_id))
    refinement = job("refine", "mine", change="drop-layer 1")
    assert [run.id for run in made_runs(store, job("train", "mine"))] == ["mine"]
    assert made_runs(store, job("train", "min")) == []
    assert sorted(run.id for run in made_runs(store, refinement)) == ["refine-1.a", "refine-1.b"]
    assert made_runs(store, job("report", "mine")) == []
    assert made_runs(store, job("resume", "mine")) == []


def test_what_no_process_trains_is_not_running(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "runs")
    store.add_run(make_run("dead", state="running", environment={"process": this_process().replace("/", "/9", 1)}))
    store.add_run(make_run("alive", state="running", environment={"process": this_process()}))
    store.add_run(make_run("done", state="succeeded"))
    for kind, run_id in (("train", "alive"), ("resume", "dead"), ("train", "done"), ("train", "gone")):
        settle_runs(store, job(kind, run_id), now="2026-11-21T08:00:00.000+00:00")
    states = {run.id: run.state for run in store.runs()}
    assert states == {"dead": "interrupted", "alive": "running", "done": "succeeded"}
    assert "clicklens resume dead" in store.run("dead").message
