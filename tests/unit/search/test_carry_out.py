"""Trials are runs: children of the search's run, trained, pruned, failed or refused each by itself."""

import pytest

from clicklens.core.errors import ConfigError, FailedError, RequestError
from clicklens.search import carry_out as module
from clicklens.search.carry_out import in_folder
from clicklens.search.collect import collect
from clicklens.search.start import start_search
from clicklens.store import open_store
from tests.memory_store import MemoryStore
from tests.searches import search_request
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return small_dataset(tmp_path_factory.mktemp("data"))


def test_a_search_needs_a_folder():
    with pytest.raises(RequestError, match="folder of this machine"):
        in_folder(MemoryStore())


def test_trials_are_children_with_their_settings_in_words(dataset, tmp_path):
    store = open_store(tmp_path / "store")
    run = start_search(search_request(dataset, trials=3), store=store, dataset=dataset)
    children = sorted((child for child in store.runs() if child.parent == run.id), key=lambda child: child.id)
    assert run.state == "succeeded"
    assert [child.id for child in children] == [f"{run.id}-{number:03d}" for number in (1, 2, 3)]
    assert all(child.change.startswith("training.optimizer.lr=") for child in children)
    assert not any(store.snapshot_steps(child.id) for child in children)
    assert all(store.checkpoint_steps(child.id) for child in children)


def test_settings_that_diverge_fail_alone(dataset, tmp_path):
    store = open_store(tmp_path / "store")
    space = {"training.optimizer.lr": {"choices": [0.05, 1e30]}}
    request = search_request(dataset, sampler="grid", space=space)
    base = {**request.base, "training": {**request.base["training"], "optimizer": {"kind": "sgd", "lr": 0.05}}}
    run = start_search(request.model_copy(update={"base": base}), store=store, dataset=dataset)
    result = collect(store, run)
    assert run.state == "succeeded"
    assert sorted(trial.state for trial in result.trials) == ["complete", "failed"]
    assert result.best_trial.settings == {"training.optimizer.lr": 0.05}


def test_settings_that_no_training_takes_are_told_and_the_others_tried(dataset, tmp_path, monkeypatch):
    store = open_store(tmp_path / "store")
    start = module.start_run

    def picky(spec, **more):
        if len(spec.model.hidden) == 1:
            raise ConfigError("one layer is refused by this test")
        return start(spec, **more)

    monkeypatch.setattr(module, "start_run", picky)
    space = {"model.hidden": {"choices": [[8], [8, 4]]}}
    run = start_search(search_request(dataset, sampler="grid", space=space), store=store, dataset=dataset)
    refused = [trial for trial in collect(store, run).trials if trial.run_id is None]
    assert [trial.message for trial in refused] == ["model.hidden=[8]: one layer is refused by this test"]
    assert refused[0].state == "failed"


def test_a_search_of_which_no_trial_ended_fails_and_says_why(dataset, tmp_path, monkeypatch):
    store = open_store(tmp_path / "store")

    def refuse(spec, **more):
        raise ConfigError("refused by this test")

    monkeypatch.setattr(module, "start_run", refuse)
    with pytest.raises(FailedError, match="refused by this test"):
        start_search(search_request(dataset, trials=2), store=store, dataset=dataset, run_id="s")
    assert store.run("s").state == "failed"


def test_what_breaks_the_search_is_kept_with_it(dataset, tmp_path, monkeypatch):
    store = open_store(tmp_path / "store")

    def break_down(spec, **more):
        raise OSError("the disk is gone")

    monkeypatch.setattr(module, "start_run", break_down)
    with pytest.raises(OSError, match="disk is gone"):
        start_search(search_request(dataset), store=store, dataset=dataset, run_id="s")
    assert (store.run("s").state, store.run("s").message) == ("failed", "the disk is gone")
