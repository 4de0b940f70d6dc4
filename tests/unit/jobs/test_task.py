"""Each kind of request, done; and done again after it was broken off."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.core.job import AnalysisResult, Job, ReportResult, RunResult, VerdictResult
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.made_runs import made_runs
from clicklens.jobs.message import Progress
from clicklens.jobs.task import AskedToStopError, Bench, do
from clicklens.store.folder_store import FolderStore
from clicklens.training import start_run
from clicklens.training.interrupt import INTERRUPTED
from clicklens.workbench.live_models import LiveModels
from tests.job_queues import make_queue, train_request
from tests.searches import search_values
from tests.training_runs import StopAt, are_equal, small_spec, weights_of


class Listener:
    """Hears what a task says, and interrupts the training that it hears of when it should."""

    def __init__(self) -> None:
        self.told: list[Progress] = []

    def __call__(self, progress: Progress) -> None:
        self.told.append(progress)


@pytest.fixture
def bench(tmp_path: Path, trained: FolderStore) -> Bench:
    """A copy of the store with the run 'first'."""
    shutil.copytree(trained.root, tmp_path / "runs")
    return Bench(FolderStore(tmp_path / "runs"), tmp_path / "runs", Listener())


def job_for(bench: Bench, request: dict[str, Any]) -> Job:
    return make_queue(bench.root).submit(request)


def interrupting(monkeypatch: pytest.MonkeyPatch, module: str, *, after: int = 0) -> None:
    """Stops trainings as Ctrl-C would, the ones after the first so many."""
    import clicklens.jobs.task as task

    seen = []
    real = getattr(task, module)

    def interrupted(*args: Any, observers: Any, **settings: Any) -> Any:
        seen.append(1)

        class StopSoon:
            def on(self, event: Any, trainer: Any) -> None:
                if len(seen) > after and trainer.position.step == 2:
                    trainer.stop(INTERRUPTED)

        return real(*args, observers=[*observers, StopSoon()], **settings)

    monkeypatch.setattr(task, module, interrupted)


def test_a_training_makes_the_run_that_the_job_names(bench: Bench, dataset: EncodedDataset) -> None:
    job = job_for(bench, train_request(dataset))
    result = do(job, bench)
    assert isinstance(result, RunResult)
    assert result.run == job.run_id
    assert result.text.startswith(f"{job.run_id}: 8 steps, AUC 0.")
    assert bench.say.told[-1].progress == 1.0
    assert do(job, bench) == result  # the second time there is nothing left to train


def test_a_training_that_was_broken_off_goes_on_to_the_same_weights(
    bench: Bench, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_run(small_spec(), store=bench.store, dataset=dataset, run_id="unbroken")
    job = job_for(bench, train_request(dataset))
    with monkeypatch.context() as patch:
        interrupting(patch, "start_run")
        with pytest.raises(AskedToStopError):
            do(job, bench)
    assert bench.store.run(job.run_id).state == "interrupted"
    do(job, bench)
    assert [event.kind for event in bench.store.events(job.run_id)].count("resumed") == 1
    assert are_equal(weights_of(bench.store, job.run_id), weights_of(bench.store, "unbroken"))


def test_a_run_is_resumed(bench: Bench, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stop:
        def on(self, event: Any, trainer: Any) -> None:
            trainer.stop(INTERRUPTED)

    start_run(small_spec(), store=bench.store, dataset=dataset, run_id="halted", observers=[Stop()])
    job = job_for(bench, {"kind": "resume", "run": "halted"})
    assert do(job, bench).run == "halted"
    assert bench.store.run("halted").state == "succeeded"


def test_a_search_that_was_broken_off_goes_on_with_its_trials(
    bench: Bench, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clicklens.search import carry_out

    job = job_for(bench, {"kind": "tune", "spec": search_values(dataset, trials=3)})
    assert (job.name, job.trains_run) == (f"tune small on {dataset.path.name}", job.run_id)
    start = carry_out.start_run
    seen = []

    def interrupted(*args: Any, observers: Any, **settings: Any) -> Any:
        seen.append(1)
        stop = [StopAt(2, INTERRUPTED)] if len(seen) == 2 else []
        return start(*args, observers=[*observers, *stop], **settings)

    monkeypatch.setattr(carry_out, "start_run", interrupted)
    with pytest.raises(AskedToStopError):
        do(job, bench)
    made = {run.id: run.state for run in made_runs(bench.store, job)}
    assert made == {job.run_id: "interrupted", f"{job.run_id}-001": "succeeded", f"{job.run_id}-002": "interrupted"}
    result = do(job, bench)
    assert isinstance(result, RunResult)
    assert result.run == job.run_id
    assert "is the best of 3" in result.text
    assert do(job, bench) == result
    told = bench.say.told  # type: ignore[attr-defined]
    assert told[-1].progress == 1.0
    assert told[-1].progress_text.startswith("model 3 of 3: step")


def test_an_answer_is_kept_with_the_run(bench: Bench) -> None:
    result = do(job_for(bench, {"kind": "analyze", "run": "first", "analysis": "fluctuation"}), bench)
    assert isinstance(result, AnalysisResult)
    assert result.text
    assert (result.run, result.analysis) == ("first", "fluctuation")


def test_fields_that_act_together_are_asked_with_progress_and_kept(bench: Bench) -> None:
    settings = {"rows": 12, "detector": "arch_detect", "references": 2}
    job = job_for(bench, {"kind": "analyze", "run": "first", "analysis": "interactions", "settings": settings})
    assert job.name == "interactions of first"
    result = do(job, bench)
    assert isinstance(result, AnalysisResult)
    kept = LiveModels(bench.store).kept_interactions("first", InteractionParams(**settings))  # type: ignore[arg-type]
    assert kept is not None
    assert kept.finding == result.text
    told = bench.say.told  # type: ignore[attr-defined]
    assert (told[-1].progress, told[-1].progress_text) == (1.0, "24 of 24 rows asked")


def test_a_report_is_written_beside_the_run_and_goes_with_it(bench: Bench) -> None:
    result = do(job_for(bench, {"kind": "report", "run": "first"}), bench)
    assert isinstance(result, ReportResult)
    assert Path(result.path).read_text().startswith("<!doctype html>")
    assert bench.say.told[-1].progress_text == "pictures"
    bench.store.delete_run("first")
    assert not Path(result.path).exists()


def test_a_refinement_is_judged_and_goes_on_where_it_was_broken_off(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_for(bench, {"kind": "refine", "run": "first", "change": "drop-layer 2", "seeds": 2})
    with monkeypatch.context() as patch:
        interrupting(patch, "start_run", after=1)
        with pytest.raises(AskedToStopError):
            do(job, bench)
    before = {run.id: run.state for run in bench.store.runs() if run.id.startswith(job.id)}
    assert sorted(before.values()) == ["interrupted", "succeeded"]
    result = do(job, bench)
    assert isinstance(result, VerdictResult)
    assert result.verdict["change"] == "drop-layer 2"
    runs = [run for run in bench.store.runs() if run.id.startswith(f"{job.id}.")]
    assert len(runs) == 3
    assert set(before) < {run.id for run in runs}
    assert {run.state for run in runs} == {"succeeded"}


def test_crosses_are_judged_and_go_on_where_they_were_broken_off(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    change = {"kind": "cross", "fields": [["user", "item"]], "target": "logistic", "min_count": 2}
    job = job_for(bench, {"kind": "refine", "run": "first", "change": change, "seeds": 2})
    with monkeypatch.context() as patch:
        interrupting(patch, "start_run", after=1)
        with pytest.raises(AskedToStopError):
            do(job, bench)
    result = do(job, bench)
    assert isinstance(result, VerdictResult)
    assert result.verdict["change"] == "cross user,item for logistic"
    assert result.verdict["growth"]["crosses"][0]["field"] == "user_x_item"
    runs = [run for run in bench.store.runs() if run.id.startswith(f"{job.id}.")]
    assert {run.state for run in runs} == {"succeeded"}
    assert sorted(len(run.features.crosses) for run in runs) == [0, 0, 1, 1]
