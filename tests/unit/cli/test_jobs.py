"""Listing and steering jobs on the command line."""

import pytest

from clicklens.jobs import open_queue
from tests.job_queues import claimed


@pytest.fixture
def job(shell_json, workplace, tmp_path):
    """A queued training in a store of its own: (words that name the store, its id)."""
    store = ("--store", str(tmp_path / "runs"))
    return store, shell_json("jobs", "submit", "train", str(workplace / "config.yaml"), *store)["id"]


def test_jobs_are_listed_and_it_is_said_when_no_one_would_do_them(job, shell, shell_json):
    store, job_id = job
    code, out, _ = shell("jobs", *store)
    assert code == 0
    assert "train small" in out
    assert "No worker lives" in out
    assert [found["id"] for found in shell_json("jobs", "list", "--state", "queued", *store)] == [job_id]
    assert shell_json("jobs", "list", "--state", "failed", *store) == []
    assert "did you mean 'queued'" in shell("jobs", "list", "--state", "queud", *store)[2]


def test_a_job_is_shown(job, shell, shell_json):
    store, job_id = job
    out = shell("jobs", "show", *store)[1]
    assert "state: queued" in out
    assert "request: {" in out
    assert shell_json("jobs", "show", job_id, *store)["id"] == job_id


def test_a_job_is_steered(job, shell, shell_json):
    store, job_id = job
    assert shell_json("jobs", "priority", job_id, "7", *store)["priority"] == 7
    assert shell("jobs", "pause", job_id, *store)[1].startswith(f"{job_id}: paused")
    assert shell_json("jobs", "resume", job_id, *store)["state"] == "queued"
    assert shell_json("jobs", "stop", job_id, *store)["state"] == "cancelled"
    code, _, err = shell("jobs", "pause", job_id, *store)
    assert code == 2
    assert "retry or clone" in err
    again = shell_json("jobs", "retry", job_id, *store)
    assert again["origin"] == job_id
    other = shell_json("jobs", "clone", job_id, "--set", "training.epochs=7", "--name", "other", *store)
    assert (other["name"], other["request"]["spec"]["training"]["epochs"]) == ("other", 7)
    assert shell("jobs", "delete", job_id, "--with-runs", *store)[1] == f"Deleted {job_id}.\n"
    assert len(shell_json("jobs", *store)) == 2


def test_workers_are_listed(job, shell, shell_json):
    store, _ = job
    assert shell_json("jobs", "workers", *store) == []
    assert "Workers: none" in shell("jobs", "workers", *store)[1]


def test_a_store_that_is_not_there_is_not_made(shell, tmp_path):
    code, _, err = shell("jobs", "--store", str(tmp_path / "none"))
    assert code == 2
    assert "there is no store" in err
    assert not (tmp_path / "none").exists()


def test_what_was_asked_of_a_running_job_is_told(job, shell):
    store, job_id = job
    claimed(open_queue(store[1]))
    assert shell("jobs", "pause", job_id, *store)[1].startswith(f"{job_id}: running, will be paused")
    assert "pausing" in shell("jobs", *store)[1]
