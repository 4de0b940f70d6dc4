"""What lives: trainings started in the page, and services and workers that die under it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from clicklens.core.job import Job
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs import JobQueue, open_queue
from tests.browser import Faults
from tests.job_queues import train_request, trained_run
from tests.served import Served
from tests.training_runs import small_dataset

SETTINGS = {"epochs": 400, "max_steps": 600, "checkpoints": {"every": 10}, "threads": 1}  # some seconds of training
ENDED = 120e3  # milliseconds on a busy machine
UNREACHABLE = (
    r"net::ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH)"
)

StartWorker = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    return open_queue(tmp_path / "runs")


@pytest.fixture
def start_worker(queue: JobQueue) -> Iterator[StartWorker]:
    """Starts workers; what still lives at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        words = ["--exit-when-idle", "120", "--lease", "3"]
        command = [sys.executable, "-m", "clicklens.jobs", str(queue.root), *words]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def open_job(page: Page, served: Served, job: Job) -> None:
    page.goto(f"{served.address}/jobs?job={job.id}")


def expect_job(page: Page, word: str) -> None:
    expect(page.get_by_role("main").get_by_text(re.compile(f"^{word}")).first).to_be_visible(timeout=ENDED)


def port_of(served: Served) -> str:
    return served.address.rpartition(":")[2]


def test_a_run_started_in_the_page_trains_and_its_curves_move_without_a_reload(
    queue: JobQueue, dataset: EncodedDataset, start_worker: StartWorker, page: Page
) -> None:
    trained_run(queue.store, dataset, max_steps=8)  # over HTTP only rows that the store knows may be trained on
    start_worker()
    spec = {**train_request(dataset, **SETTINGS)["spec"], "name": "from the page"}
    with Served(queue.root) as served:
        page.goto(f"{served.address}/runs/new")
        page.get_by_role("textbox", name="The request as YAML").fill(yaml.safe_dump(spec, sort_keys=False))
        page.get_by_role("button", name="Start the run").click()
        expect(page).to_have_title("Overview · from the page · ClickLens", timeout=ENDED)
        page.evaluate("window.notReloaded = true")
        curve = page.get_by_role("region", name="AUC by step, each split").get_by_role("row")
        expect(curve.nth(3)).to_be_attached(timeout=ENDED)
        seen = curve.count()
        expect(curve.nth(seen + 10)).to_be_attached(timeout=ENDED)
        expect(page.get_by_role("banner").get_by_text("finished")).to_be_visible(timeout=ENDED)
        assert page.evaluate("window.notReloaded")
        page.goto("about:blank")


def test_a_page_finds_its_service_again_and_the_job_under_way_is_not_harmed(
    queue: JobQueue, dataset: EncodedDataset, start_worker: StartWorker, page: Page, faults: list[Faults]
) -> None:
    faults[0].expect(UNREACHABLE)
    start_worker()
    job = queue.submit(train_request(dataset, **SETTINGS))
    with Served(queue.root) as served:
        open_job(page, served, job)
        expect_job(page, "running")
        page.evaluate("window.notReloaded = true")
        served.end(signal.SIGKILL)
        served.wait(10)
        lost = page.get_by_role("navigation", name="Views").get_by_text("reconnecting")
        expect(lost).to_be_visible()
    with Served(queue.root, "--port", port_of(served)):
        expect(lost).to_have_count(0)
        expect_job(page, "finished")
        assert page.evaluate("window.notReloaded")
        page.goto("about:blank")
    assert queue.get(job.id).attempt == 1


def test_a_job_whose_worker_is_killed_goes_on_with_the_next_one(
    queue: JobQueue, dataset: EncodedDataset, start_worker: StartWorker, page: Page
) -> None:
    first = start_worker()
    job = queue.submit(train_request(dataset, **SETTINGS))
    with Served(queue.root) as served:
        open_job(page, served, job)
        expect_job(page, "running")
        first.kill()
        start_worker()
        expect_job(page, "finished")
        page.goto("about:blank")
    assert queue.get(job.id).state == "succeeded"
