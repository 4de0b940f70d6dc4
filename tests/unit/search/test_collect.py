"""The result is read from the store alone."""

import shlex
import sys

import pytest
import yaml

from clicklens.core.errors import NotFoundError, RequestError
from clicklens.search.collect import collect, find_search
from clicklens.search.start import start_search
from clicklens.store import open_store
from clicklens.training import RunSpec, start_run
from clicklens.training.config import parse_settings
from tests.searches import search_request
from tests.training_runs import small_dataset, small_spec


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    dataset, store = small_dataset(folder), open_store(folder / "store")
    return store, start_search(search_request(dataset, trials=5), store=store, dataset=dataset)


def test_it_can_be_read_without_the_library(searched, monkeypatch):
    store, run = searched
    monkeypatch.setitem(sys.modules, "optuna", None)
    result = collect(store, run)
    assert len(result.trials) == 5
    assert sum(setting.importance for setting in result.settings) == pytest.approx(1.0)


def test_the_best_is_the_one_with_the_highest_figure(searched):
    store, run = searched
    result = collect(store, run)
    assert result.best_trial.value == max(trial.value for trial in result.trials)
    best = store.run(result.best_trial.run_id)
    assert result.best_trial.settings["training.optimizer.lr"] == best.spec["training"]["optimizer"]["lr"]
    validation = [p for p in store.metrics(best.id, by_day=False) if p.split == "validation"]
    assert result.best_trial.value == max(p.values["auc"] for p in validation)


def test_the_settings_and_the_command_say_the_same(searched):
    store, run = searched
    result = collect(store, run)
    settings = yaml.safe_load(result.yaml)
    assert settings["training"]["optimizer"]["lr"] == result.best_trial.settings["training.optimizer.lr"]
    words = shlex.split(result.command)
    assert words[:3] == ["clicklens", "train", "config.yaml"]
    given = parse_settings([word for word in words[3:] if word != "--set"])
    assert given["training"]["optimizer"]["lr"] == settings["training"]["optimizer"]["lr"]
    assert settings["training"]["optimizer"]["kind"] == "adagrad", "so that it can be put into any config"
    assert settings["model"] == {"kind": "gwen", "hidden": given["model"]["hidden"]}


def test_a_run_that_is_no_search_says_so(tmp_path):
    dataset, store = small_dataset(tmp_path / "d"), open_store(tmp_path / "s")
    run = start_run(small_spec(epochs=1), store=store, dataset=dataset)
    with pytest.raises(RequestError, match="is no search"):
        collect(store, run)


def test_the_command_names_the_kind_of_a_part_that_the_config_leaves_out(searched):
    store, run = searched
    plain = {**run.search, "base": {"data": run.search["base"]["data"]}}
    command = collect(store, run.model_copy(update={"search": plain})).command
    words = [word for word in shlex.split(command)[3:] if word != "--set"]
    assert words[:2] == ["model.kind=gwen", "training.optimizer.kind=adagrad"]
    assert RunSpec.parse({**plain["base"], **parse_settings(words)}, source="the command")


def test_a_search_is_found_by_what_its_trials_begin_with_too(searched):
    store, run = searched
    for word in (run.id, run.id[:8], run.name, "latest", f"{run.id}-003"):
        assert find_search(store, word).id == run.id
    with pytest.raises(NotFoundError):
        find_search(store, "nope")
