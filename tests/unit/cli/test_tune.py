"""Tuning from the command line."""

import json

import pytest
import yaml

from tests.searches import search_values
from tests.training_runs import small_dataset


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("place")
    (folder / "config.yaml").write_text(yaml.safe_dump(search_values(small_dataset(folder), trials=3), sort_keys=False))
    return folder


def test_a_search_ends_with_the_settings_the_command_and_the_figure_on_test(shell, place, tmp_path):
    config = str(place / "config.yaml")
    code, out, err = shell(
        "tune", config, "--store", str(tmp_path / "r"), "--trials", "2", "--set", "training.epochs=1"
    )
    assert code == 0, err
    assert "is the best of 2" in out
    assert "on test, which chose nothing" in out
    assert "The best settings:" in out
    assert f"Train with them: clicklens train {config} --set training.epochs=1 --set training.optimizer.lr=" in out
    assert "trial 2 complete" in err


def test_a_search_is_told_as_json_and_goes_on(shell_json, shell, place, tmp_path):
    store = ("--store", str(tmp_path / "r"))
    told = shell_json("tune", str(place / "config.yaml"), *store, "--trials", "1")
    assert told["run"]["state"] == "succeeded"
    assert len(told["search"]["trials"]) == 1
    code, out, err = shell("tune", "--resume", told["run"]["id"], "--trials", "2", *store, "--json")
    assert code == 0, err
    assert len(json.loads(out)["search"]["trials"]) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "give a config to begin with, or --resume"),
        (("CONFIG", "--resume", "x"), "give a config to begin with, or --resume"),
        (("--resume", "x", "--set", "a=1"), "--set is for a new search"),
        (("--resume", "x"), "there is no store"),
        (("nowhere.yaml",), "there is no file 'nowhere.yaml'"),
        (("CONFIG", "--trials", "0"), "greater than or equal to 1"),
        (("CONFIG", "--set", "search.sampler=best"), "'tpe', 'random' or 'grid'"),
        (("CONFIG", "--set", "search.space={model.hiden: {choices: [[4]]}}"), "did you mean 'hidden'"),
        (("CONFIG", "--set", "search.space={model.dropout: {low: 0.5, high: 2.0}}"), "model.dropout=2"),
        (("CONFIG", "--set", "search.space={model.dropout: {low: 0.5}}"), "give 'low' and 'high'"),
        (("CONFIG", "--set", "search.split=vaildation"), "did you mean 'validation'"),
        (("CONFIG", "--set", "search.metric=gauk"), "'auc', 'gauc'"),
        (("CONFIG", "--set", "training.epoch=1"), "did you mean 'epochs'"),
    ],
)
def test_a_wrong_request_ends_with_2_and_writes_nothing(shell, place, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    given = [str(place / "config.yaml") if word == "CONFIG" else word for word in words]
    code, _, err = shell("tune", *given, "--store", str(tmp_path / "runs"))
    assert code == 2
    assert told in " ".join(err.split())
    assert list(tmp_path.iterdir()) == []
