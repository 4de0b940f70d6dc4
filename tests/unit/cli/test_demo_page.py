"""The demo's training is a job that a worker carries out while the page is open; Ctrl-C leaves nothing at work."""

import os
import signal
import threading
import time

import pytest

from clicklens.api import serve as serving
from clicklens.cli import demo_page
from clicklens.jobs import open_queue
from clicklens.training import DataSpec, RunSpec, Training
from tests.factories import make_dataset


@pytest.fixture
def spec(tmp_path):
    dataset = make_dataset(tmp_path)
    return RunSpec(name="demo", data=DataSpec(path=str(dataset.path)), training=Training(epochs=1, batch_size=64))


@pytest.fixture
def page(monkeypatch):
    """The service in place of a real one: says that it answers, and is open until it is told to end."""
    ended = threading.Event()

    def serve(_app, _taken, *, ready, log_json=False):
        ready()
        ended.wait(60)

    monkeypatch.setattr(serving, "serve", serve)
    return ended


def _until(condition):
    for _ in range(2_400):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it took too long")


def test_it_trains_by_a_job_and_ends_with_the_reports_path(spec, page, tmp_path, capsys):
    store, report = tmp_path / "runs", tmp_path / "report.html"
    shown = threading.Thread(
        target=demo_page.show_demo,
        args=(spec,),
        kwargs={"store": str(store), "out": report, "port": 0, "browser": False},
    )
    shown.start()
    try:
        _until(report.exists)
        _until(lambda: any(thread.name == "demo" for thread in threading.enumerate()) is False)
    finally:
        page.set()
        shown.join()
        for worker in open_queue(store).workers():
            os.kill(worker.pid, signal.SIGTERM)
    told = capsys.readouterr().out
    job = open_queue(store).jobs()[0]
    assert (job.state, job.request.kind) == ("succeeded", "train")
    assert f"/runs/{job.run_id}/overview" in told
    assert str(report) in told


def test_ctrl_c_pauses_a_training_that_is_under_way(spec, monkeypatch, tmp_path, capsys):
    def interrupted(_app, _taken, *, ready, log_json=False):
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", interrupted)
    monkeypatch.setattr("clicklens.jobs.ensure_worker", lambda _queue, **_: False)
    store = tmp_path / "runs"
    demo_page.show_demo(spec, store=str(store), out=tmp_path / "report.html", port=0, browser=False)
    assert open_queue(store).jobs()[0].state == "paused"
    assert "clicklens jobs resume" in capsys.readouterr().err


def test_a_port_in_use_is_no_reason_to_fail():
    with demo_page._address(0) as taken:
        other = demo_page._address(taken.getsockname()[1])
        with other:
            assert other.getsockname()[1] != taken.getsockname()[1]
