"""Listing, showing, tagging and deleting runs."""

import pytest

from clicklens.store import open_store
from tests.stored_values import make_run


def test_runs_are_listed_as_a_table_and_as_json(shell, shell_json):
    code, out, _ = shell("runs", "--store", "STORE")
    assert code == 0
    assert "small" in out
    run = shell_json("runs", "list", "--store", "STORE")[-1]
    assert run["run"].startswith("small")
    assert run["state"] == "succeeded"
    assert 0 < run["best auc"] < 1


def test_a_run_is_shown_with_metrics_and_snapshots(shell, shell_json):
    assert "Evaluations" in shell("runs", "show", "small", "--store", "STORE")[1]
    told = shell_json("runs", "show", "small", "--store", "STORE")
    assert told["snapshots"]
    assert told["metrics"]


def test_a_run_is_tagged_and_noted(shell, shell_json):
    words = ("runs", "note", "small", "--text", "看", "--tag", "a", "--tag", "b", "--store", "STORE")
    assert shell(*words)[0] == 0
    run = shell_json("runs", "show", "small", "--store", "STORE")["run"]
    assert run["note"] == "看"
    assert run["tags"] == ["a", "b"]


def test_a_deleted_run_is_gone(shell, shell_json, workplace, tmp_path):
    store = str(tmp_path / "runs")
    config = str(workplace / "config.yaml")
    run = shell_json("train", config, "--store", store, "--set", "training.epochs=1")["run"]["id"]
    assert shell("runs", "delete", run, "--store", store)[0] == 0
    assert shell_json("runs", "list", "--store", store) == []


@pytest.fixture
def searched(tmp_path):
    """A store with a search of two trials, and a run beside it."""
    store = open_store(tmp_path / "runs")
    store.add_run(make_run("gwen-1", state="succeeded"))
    store.add_run(make_run("s", state="succeeded", search={}))
    store.add_run(make_run("s-001", state="succeeded", parent="s"))
    store.add_run(make_run("s-002", state="succeeded", parent="s"))
    return str(tmp_path / "runs")


def test_a_search_stands_for_its_trials(shell, shell_json, searched, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    told = shell("runs", "--store", searched)[1]
    assert "s-001" not in told
    assert "search of 2 trials" in told
    assert "2 trials of searches not listed; --all lists them." in told
    whole = shell("runs", "list", "--all", "--store", searched)[1]
    assert "s-001" in whole
    assert "not listed" not in whole
    parents = {row["run"]: row["parent"] for row in shell_json("runs", "--store", searched)}
    assert parents == {"gwen-1": None, "s": None, "s-001": "s", "s-002": "s"}


def test_a_search_is_deleted_with_its_trials(shell, searched):
    assert shell("runs", "delete", "s", "--store", searched)[1] == "Deleted s and its 2 trials.\n"
    assert [run.id for run in open_store(searched).runs()] == ["gwen-1"]


def test_a_store_that_is_not_there_is_named(shell, tmp_path):
    code, _, err = shell("runs", "list", "--store", str(tmp_path / "none"))
    assert code == 2
    assert "none" in err
    assert not (tmp_path / "none").exists()
