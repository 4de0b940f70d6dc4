import shutil
from pathlib import Path
from typing import Any

import pytest

from clicklens.core.errors import DataError, NotFoundError, RequestError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training import resume_run, start_run
from clicklens.training.environment import this_process
from tests.factories import make_schema
from tests.training_runs import StopAt, are_equal, small_dataset, small_spec, weights_of


def interrupted(dataset: EncodedDataset, store: Store, *, step: int = 3, **settings: Any) -> Run:
    """A run that stopped at a step and can go on."""
    run = start_run(small_spec(**settings), store=store, dataset=dataset, observers=[StopAt(step)])
    return store.update_run(run.id, state="interrupted")


@pytest.mark.parametrize("step", [1, 3, 4, 5])
def test_it_goes_on_to_the_weights_and_figures_of_an_unbroken_run(
    dataset: EncodedDataset, store: Store, step: int
) -> None:
    settings: Any = {"evaluate_every": 3, "checkpoints": {"every": 2}}
    whole = start_run(small_spec(**settings), store=store, dataset=dataset)
    run = resume_run(interrupted(dataset, store, step=step, **settings).id, store=store)
    assert run.state == "succeeded"
    assert run.message == ""
    assert are_equal(weights_of(store, whole.id), weights_of(store, run.id))
    assert store.metrics(run.id) == store.metrics(whole.id)
    assert [e.step for e in store.events(run.id) if e.kind == "resumed"] == [step]


def test_the_unique_beginning_of_an_id_is_enough(dataset: EncodedDataset, store: Store) -> None:
    run = interrupted(dataset, store)
    assert resume_run(run.id[:6], store=store).id == run.id


def test_what_was_written_after_the_checkpoint_is_written_again(dataset: EncodedDataset, store: Store) -> None:
    run = interrupted(dataset, store, step=7, evaluate_every=1, checkpoints={"every": 1, "keep": 9})
    points = store.metrics(run.id)
    for step in (5, 6, 7):
        store.delete_checkpoint(run.id, step)
    resumed = resume_run(run.id, store=store)
    steps = [point.step for point in store.metrics(resumed.id) if point.split == "test"]
    assert len(steps) == len(set(steps))
    assert [p for p in store.metrics(resumed.id) if p.step <= 7] == points
    best = [event.step for event in store.events(resumed.id) if event.kind == "best"]
    assert len(best) == len(set(best))


def test_a_run_without_a_checkpoint_begins_again(dataset: EncodedDataset, store: Store) -> None:
    whole = start_run(small_spec(), store=store, dataset=dataset)
    run = interrupted(dataset, store, checkpoints={"every": 1})
    for step in store.checkpoint_steps(run.id):
        store.delete_checkpoint(run.id, step)
    assert are_equal(weights_of(store, resume_run(run.id, store=store).id), weights_of(store, whole.id))


def test_a_torn_checkpoint_is_passed_over(dataset: EncodedDataset, store: Store, tmp_path: Path) -> None:
    whole = start_run(small_spec(), store=store, dataset=dataset)
    run = interrupted(dataset, store, checkpoints={"every": 1, "keep": 2})
    assert store.checkpoint_steps(run.id) == [2, 3]
    newest = max((tmp_path / "store" / "runs" / run.id / "checkpoints").glob("*/tensors.safetensors"))
    content = bytearray(newest.read_bytes())
    content[-5] ^= 0xFF
    newest.chmod(0o644)
    newest.write_bytes(content)
    resumed = resume_run(run.id, store=store)
    assert [e.step for e in store.events(resumed.id) if e.kind == "resumed"] == [2]
    assert are_equal(weights_of(store, resumed.id), weights_of(store, whole.id))


def test_threads_are_those_of_the_run(dataset: EncodedDataset, store: Store) -> None:
    run = interrupted(dataset, store, threads=2)
    assert resume_run(run.id, store=store).environment["threads"] == "2"


def test_a_complete_run_has_nothing_left(dataset: EncodedDataset, store: Store) -> None:
    run = start_run(small_spec(max_steps=1), store=store, dataset=dataset)
    with pytest.raises(RequestError, match="is complete: there is nothing left to train"):
        resume_run(run.id, store=store)


def test_a_run_that_another_process_trains_is_left_to_it(
    dataset: EncodedDataset, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = interrupted(dataset, store)
    monkeypatch.setattr("clicklens.training.resume.this_process", lambda: "host/1/0.00")
    store.update_run(run.id, state="running")
    with pytest.raises(RequestError, match=f"being trained by process {this_process().split('/')[1]}: stop that first"):
        resume_run(run.id, store=store)


def test_a_run_whose_process_was_killed_goes_on(dataset: EncodedDataset, store: Store) -> None:
    run = interrupted(dataset, store)
    gone = {**run.environment, "process": "/".join([*this_process().split("/")[:2], "1.00"])}
    store.update_run(run.id, state="running", environment=gone)
    assert resume_run(run.id, store=store).state == "succeeded"


def test_other_rows_in_the_same_place_are_refused(store: Store, tmp_path: Path) -> None:
    dataset = small_dataset(tmp_path)
    run = interrupted(dataset, store)
    shutil.rmtree(dataset.path)
    small_dataset(tmp_path, seed=1)
    with pytest.raises(DataError, match=f"the data in {dataset.path} have changed since run '{run.id}' began"):
        resume_run(run.id, store=store)
    assert store.run(run.id).state == "interrupted"


def test_another_schema_in_the_same_place_is_refused(store: Store, tmp_path: Path) -> None:
    dataset = small_dataset(tmp_path)
    run = interrupted(dataset, store)
    shutil.rmtree(dataset.path)
    small_dataset(tmp_path, schema=make_schema(group=None))
    with pytest.raises(DataError, match="another schema"):
        resume_run(run.id, store=store)


def test_data_that_are_gone_are_named(store: Store, tmp_path: Path) -> None:
    dataset = small_dataset(tmp_path)
    run = interrupted(dataset, store)
    shutil.rmtree(dataset.path)
    with pytest.raises(NotFoundError, match="no encoded data set"):
        resume_run(run.id, store=store)


def test_an_unknown_run_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="nothing-like-it"):
        resume_run("nothing-like-it", store=store)
