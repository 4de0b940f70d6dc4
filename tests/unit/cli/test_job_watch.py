"""Following a job from another terminal."""

import json
import threading
import time

import pytest
from rich.console import Console

from clicklens.cli import job_watch
from clicklens.core.job import Job, ResumeRequest, RunResult
from clicklens.jobs import open_queue
from tests.job_queues import claimed, train_request
from tests.training_runs import small_dataset


@pytest.fixture
def queue(tmp_path):
    return open_queue(tmp_path / "runs")


@pytest.fixture
def job(queue, tmp_path):
    return queue.submit(train_request(small_dataset(tmp_path)))


@pytest.fixture
def store(queue):
    return ("--store", str(queue.root))


def work(queue, job, state, **end):
    """Brings the job there, in some steps, while someone watches."""

    def act():
        leases, held = claimed(queue)
        log = queue.log_path(job)
        log.parent.mkdir(exist_ok=True)
        for step in (1, 2):
            with open(log, "a") as file:
                file.write(f"step {step}\n")
            leases.renew(held, progress=step / 2, progress_text=f"step {step} of 2", seconds_left=2.0 - step)
            time.sleep(0.6)
        with open(log, "a") as file:
            file.write("done\n")
        leases.settle(held, state, **end)

    thread = threading.Thread(target=act)
    thread.start()
    return thread


def test_it_is_watched_to_its_end(queue, job, store, shell):
    thread = work(queue, job, "succeeded", result=RunResult(run="r", text="r: 8 steps"))
    code, out, err = shell("jobs", "watch", job.id, *store)
    thread.join()
    assert (code, out) == (0, "r: 8 steps\n")
    assert ": running" in err


def test_programs_get_a_line_for_each_change_and_a_failure_as_exit_code(queue, job, store, shell):
    thread = work(queue, job, "failed", message="the disk is full")
    code, out, _ = shell("jobs", "watch", "latest", "--json", *store)
    thread.join()
    states = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [state["state"] for state in states][-2:] == ["running", "failed"]
    assert states[-1]["message"] == "the disk is full"


def test_without_a_terminal_its_progress_is_told_in_lines_a_few_seconds_apart(capsys):
    job = Job(id="j", name="demo", request=ResumeRequest(run="r"), created_at="2026-01-01T00:00:00+00:00")
    texts = ("", "step 1 of 9", "step 2 of 9", "step 3 of 9")
    states = [job, *(job.model_copy(update={"state": "running", "progress_text": text}) for text in texts)]
    last = job.model_copy(update={"state": "failed", "message": "the disk is full"})
    clock = iter(range(0, 100, 3))  # seconds
    rested = job_watch._draw_lines(iter([*states, last]), Console(stderr=True), clock=lambda: next(clock))
    told = capsys.readouterr().err.splitlines()
    assert rested == last
    assert told == [
        "demo: queued",
        "demo: running",
        "demo: running: step 2 of 9",
        "demo: failed: the disk is full",
    ]


def test_a_log_is_followed_until_the_job_ends(queue, job, store, shell, shell_json):
    assert shell_json("jobs", "log", job.id, *store) == {"job": job.id, "text": ""}
    thread = work(queue, job, "succeeded")
    assert shell("jobs", "log", job.id, "--follow", *store)[1] == "step 1\nstep 2\ndone\n"
    thread.join()
    assert shell("jobs", "log", *store)[1] == "step 1\nstep 2\ndone\n"
