"""``clicklens jobs watch`` and ``jobs log``: following a job from any terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines

if TYPE_CHECKING:
    from rich.console import Console

    from clicklens.core.job import Job
    from clicklens.jobs import JobQueue

JOB = typer.Argument("latest", help="Id or unique prefix of a job; 'latest' is the newest.", metavar="JOB")
EVERY = 0.5  # seconds between two looks


def watch(job: str = JOB, store: str = STORE, as_json: bool = JSON) -> None:
    """Follow a job to its end, with a live progress bar; Ctrl-C stops watching, not the job.

    With --json one line for each change. The exit code is 1 when the job fails or is cancelled.
    """
    from clicklens.jobs import open_queue

    queue = open_queue(store, create=False)
    states = follow(queue, queue.get(job).id)
    last = _print_lines_of(states) if as_json else draw(states)
    if not as_json:
        print_lines(
            [last.result.text if last.result is not None else f"{last.id}: {last.state} {last.message}".rstrip()]
        )
    if last.state in ("failed", "cancelled"):
        raise typer.Exit(1)


def log(
    job: str = JOB,
    follow: bool = typer.Option(False, "--follow", "-f", help="Go on until the job ends."),
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """What a job wrote: its progress, its evaluations, and the whole story of an error."""
    from clicklens.jobs import open_queue

    queue = open_queue(store, create=False)
    job_id, place, pieces = queue.get(job).id, 0, []
    while True:
        is_open = queue.get(job_id).is_open  # before the log is read: what is written last is read too
        piece = queue.log(job_id, after=place)
        place = piece.next
        if as_json:
            pieces.append(piece.text)
        else:
            sys.stdout.write(piece.text)
            sys.stdout.flush()
        if piece.is_whole and not (follow and is_open):
            break
        if piece.is_whole:
            time.sleep(EVERY)
    if as_json:
        print_json({"job": job_id, "text": "".join(pieces)})


def follow(queue: JobQueue, job_id: str) -> Iterator[Job]:
    """The job each time that it changes, until it rests: ended or paused."""
    before = None
    while True:
        job = queue.get(job_id)
        if job != before:
            yield job
        if job.state not in ("queued", "running"):
            return
        before = job
        time.sleep(EVERY)


def _print_lines_of(states: Iterator[Job]) -> Job:
    for job in states:
        sys.stdout.write(job.to_json() + "\n")
        sys.stdout.flush()
    return job


def draw(states: Iterator[Job]) -> Job:
    """How the job goes on, on standard error: a bar on a terminal, a line every few seconds elsewhere; returns the job
    as it rests."""
    from rich.console import Console

    console = Console(stderr=True)
    return _draw_bar(states, console) if console.is_terminal else _draw_lines(states, console)


def _draw_bar(states: Iterator[Job], console: Console) -> Job:
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, told="")
        for job in states:
            total = None if job.progress is None else 1.0
            bar.update(
                task, description=f"{job.name}: {job.state}", completed=job.progress or 0, total=total, told=_told(job)
            )
    return job


def _draw_lines(states: Iterator[Job], console: Console, *, clock: Callable[[], float] = time.monotonic) -> Job:
    from clicklens.training.progress import BETWEEN_LINES

    state, said_at = "", 0.0
    for job in states:
        now = clock()
        if job.state != state or (job.progress_text and now - said_at >= BETWEEN_LINES):
            state, said_at = job.state, now
            told = f": {_told(job)}" if _told(job) else ""
            console.print(f"{job.name}: {job.state}{told}", markup=False, highlight=False, soft_wrap=True)
    return job


def _told(job: Job) -> str:
    from clicklens.training.progress import duration

    left = "" if job.seconds_left is None else f", {duration(job.seconds_left)} left"
    return f"{job.progress_text}{left}" if job.state == "running" else job.message
