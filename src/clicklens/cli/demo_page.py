"""The demo on the page: its training is a job that can be watched there and here, and the page stays until Ctrl-C."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.demo import summed_up
from clicklens.cli.job_watch import draw, follow
from clicklens.cli.output import print_lines
from clicklens.cli.ui import open_browser
from clicklens.core.errors import ClickLensError, RequestError

if TYPE_CHECKING:
    import socket

    from clicklens.core.job import Job
    from clicklens.jobs import JobQueue
    from clicklens.training import RunSpec

IDLE = 60.0  # seconds without a job after which the demo's worker goes; the page calls another one when it needs it


def show_demo(spec: RunSpec, *, store: str, out: Path, port: int, browser: bool) -> None:
    """Submits the training, serves the page, and tells here how it goes; returns after Ctrl-C."""
    from clicklens.api import Settings, create_app
    from clicklens.api.serve import address_of, serve
    from clicklens.jobs import ensure_worker

    with _address(port) as taken:
        app = create_app(Settings(store=store, port=port))
        app.state.keeps_worker = True
        queue: JobQueue = app.state.queue
        job = queue.submit({"kind": "train", "spec": spec.model_dump(mode="json")}, name="demo")
        ensure_worker(queue, exit_when_idle=IDLE)
        address = f"{address_of(taken)}/runs/{job.run_id}/overview"
        teller = threading.Thread(target=_tell, args=(queue, job, store, out), name="demo", daemon=True)

        def ready() -> None:
            print_lines([f"ClickLens is open at {address}", "The model trains there, live. Ctrl-C ends.", ""])
            open_browser(address, wanted=browser)
            teller.start()

        with suppress(KeyboardInterrupt):
            serve(app, taken, ready=ready)
    _rest(queue, job, store)


def _address(port: int) -> socket.socket:
    """The wanted port, or any other where that is in use: a demo should not fail by it."""
    from clicklens.api.serve import take_address

    try:
        return take_address("127.0.0.1", port)
    except RequestError:
        return take_address("127.0.0.1", 0)


def _tell(queue: JobQueue, job: Job, store: str, out: Path) -> None:
    """The training's progress, then the ten lines and the report's path."""
    from clicklens.workbench import open_run

    last = draw(follow(queue, job.id))
    if last.state != "succeeded" or last.run_id is None:
        print_lines([f"The training is {last.state}. {last.message}".rstrip()])
        return
    try:
        path, lines = summed_up(open_run(last.run_id, store=store), out)
    except ClickLensError as error:
        typer.echo(f"error: {error}", err=True)
        return
    print_lines(["", *lines, "", f"Report: {path}", "The page stays open until Ctrl-C."])


def _rest(queue: JobQueue, job: Job, store: str) -> None:
    """A training that is still under way is paused: a demo leaves nothing behind that works on unseen."""
    with suppress(ClickLensError):
        if queue.get(job.id).is_open:
            queue.pause(job.id)
            typer.echo(f"The training is paused; go on with: clicklens jobs resume {job.id} --store {store}", err=True)
    typer.echo(f"Ended. Look again with: clicklens ui --store {store}", err=True)
