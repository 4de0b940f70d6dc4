"""``clicklens jobs``: what is queued, what runs, and how it is steered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from clicklens.cli import job_submit, job_watch
from clicklens.cli.output import JSON, STORE, print_json, print_lines, print_table

if TYPE_CHECKING:
    from clicklens.core.job import Job
    from clicklens.jobs import JobQueue

app = typer.Typer(
    help="Queue trainings, analyses, refinements and reports; watch, pause, stop and retry them.\n\n"
    "A job is done by a worker: [bold]clicklens worker[/bold]. It outlives the terminal that asked for it.\n\n"
    "[bold]clicklens jobs submit train config.yaml[/bold], then [bold]clicklens jobs watch[/bold].",
    no_args_is_help=False,
)
app.add_typer(job_submit.app, name="submit")
app.command("watch")(job_watch.watch)
app.command("log")(job_watch.log)

JOB = typer.Argument("latest", help="Id or unique prefix of a job; 'latest' is the newest.", metavar="JOB")
THIS_JOB = typer.Argument(..., help="Id or unique prefix of a job; 'latest' is the newest.", metavar="JOB")


@app.callback(invoke_without_command=True)
def _default(context: typer.Context, store: str = STORE, as_json: bool = JSON) -> None:
    if context.invoked_subcommand is None:
        list_jobs(state=None, store=store, as_json=as_json)


@app.command("list")
def list_jobs(
    state: str | None = typer.Option(
        None, help="Only those that are queued, running, paused, succeeded, failed or cancelled."
    ),
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """All jobs, newest first, with their progress."""
    from clicklens.core.errors import RequestError, nearest
    from clicklens.core.job import TRANSITIONS

    if state is not None and state not in TRANSITIONS:
        raise RequestError(f"--state {state}: there is no such state{nearest(state, TRANSITIONS)}")
    queue = open_jobs(store)
    jobs = [job for job in queue.jobs() if state in (None, job.state)]
    if as_json:
        print_json([job.model_dump(mode="json") for job in jobs])
        return
    print_table(f"Jobs in {store}", [_row(job) for job in jobs])
    if any(job.state == "queued" for job in jobs) and not queue.workers():
        print_lines([f"No worker lives, so queued jobs wait. Start one: clicklens worker --store {store}"])


@app.command("show")
def show(job: str = JOB, store: str = STORE, as_json: bool = JSON) -> None:
    """One job: what was asked, where it stands, what came of it."""
    found = open_jobs(store).get(job)
    if as_json:
        print_json(found)
        return
    plain = found.model_dump(mode="json", exclude={"request", "result"})
    print_lines([f"{name}: {value}" for name, value in plain.items() if value not in (None, "")])
    print_lines([f"request: {found.request.to_json()}"])
    if found.result is not None:
        print_lines([f"result: {found.result.text}"])


@app.command("pause")
def pause(job: str = THIS_JOB, store: str = STORE, as_json: bool = JSON) -> None:
    """Pause a job; a training that runs ends its step and keeps a checkpoint first."""
    tell(open_jobs(store).pause(job), as_json)


@app.command("resume")
def resume(job: str = THIS_JOB, store: str = STORE, as_json: bool = JSON) -> None:
    """Queue a paused job again; it goes on where it stopped."""
    tell(open_jobs(store).resume(job), as_json)


@app.command("stop")
def stop(job: str = THIS_JOB, store: str = STORE, as_json: bool = JSON) -> None:
    """Cancel a job; a training that runs keeps a checkpoint first, from which a retry goes on."""
    tell(open_jobs(store).stop(job), as_json)


@app.command("retry")
def retry(job: str = THIS_JOB, store: str = STORE, as_json: bool = JSON) -> None:
    """Try a failed or cancelled job again; a training goes on with its run, from its last checkpoint."""
    tell(open_jobs(store).retry(job), as_json)


@app.command("clone")
def clone(
    job: str = THIS_JOB,
    changes: list[str] | None = typer.Option(
        None, "--set", help="Change one setting: --set training.epochs=4. May be given many times.", metavar="KEY=VALUE"
    ),
    name: str | None = typer.Option(None, help="What to call the new job."),
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Queue a job like another one, with some settings changed; a training becomes a new run."""
    from clicklens.training.config import parse_settings

    tell(open_jobs(store).clone(job, parse_settings(changes or []), name=name), as_json)


@app.command("priority")
def priority(
    job: str = THIS_JOB,
    number: int = typer.Argument(..., help="Higher ones come first; 0 is usual.", metavar="NUMBER"),
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Give a job another place in the queue."""
    tell(open_jobs(store).reprioritise(job, number), as_json)


@app.command("delete")
def delete(
    job: str = THIS_JOB,
    with_runs: bool = typer.Option(False, "--with-runs", help="Also delete the runs that it made."),
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Remove a job with its log; its runs stay, unless --with-runs is given."""
    gone = open_jobs(store).delete(job, with_runs=with_runs)
    if as_json:
        print_json(gone)
    else:
        print_lines([f"Deleted {gone.id}."])


@app.command("workers")
def workers(store: str = STORE, as_json: bool = JSON) -> None:
    """The processes that take jobs and live."""
    rows = [worker.model_dump(mode="json") for worker in open_jobs(store).workers()]
    if as_json:
        print_json(rows)
    else:
        print_table("Workers", [{**row, "jobs": ", ".join(row["jobs"])} for row in rows])


def open_jobs(store: str) -> JobQueue:
    """The jobs of a store that is there."""
    from clicklens.jobs import open_queue

    return open_queue(store, create=False)


def tell(job: Job, as_json: bool) -> None:
    """A job after something was done with it."""
    if as_json:
        print_json(job)
        return
    coming = {"pause": ", will be paused", "stop": ", will be stopped"}.get(job.wish or "", "")
    print_lines([f"{job.id}: {job.state}{coming} {job.message}".rstrip()])


def _row(job: Job) -> dict[str, Any]:
    told = job.result.text if job.result is not None else job.message or job.progress_text
    return {
        "job": job.id,
        "name": job.name,
        "state": {"pause": "pausing", "stop": "stopping"}.get(job.wish or "", job.state),
        "done": None if job.progress is None else f"{job.progress:.0%}",
        "told": told,
        "asked": job.created_at[:19],
    }
