"""``clicklens jobs submit``: asks for work that outlives the terminal, in the words of the commands that do it here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from clicklens.cli.change import BUCKETS, CHANGE, FIELDS, MIN_COUNT, TARGET, TOP, asked_change
from clicklens.cli.output import JSON, STORE, print_json, print_lines
from clicklens.cli.worker import read_bytes

app = typer.Typer(
    help="Queue a training, a search, the rest of a training, an analysis, a refinement or a report.\n\n"
    "What is wrong with a request is said now, not when its turn comes.",
    no_args_is_help=True,
)
NAME = typer.Option(None, help="What to call the job.")
PRIORITY = typer.Option(0, min=-1000, max=1000, help="Higher ones come first, of equal ones the first that came.")
MEMORY = typer.Option("1GiB", help="What it is thought to need, such as 4GiB; workers keep to their limit by it.")
RUN = typer.Argument(..., help="Id, unique prefix or name of a run; 'latest' is the newest.", metavar="RUN")
SET = typer.Option(None, "--set", help="Change one setting; may be given many times.", metavar="KEY=VALUE")


@app.command("train")
def train(
    config: Path = typer.Argument(..., help="A YAML file as 'clicklens train' takes it.", metavar="CONFIG"),
    changes: list[str] | None = SET,
    name: str | None = NAME,
    priority: int = PRIORITY,
    memory: str = MEMORY,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Train a new run: clicklens jobs submit train config.yaml --set training.epochs=8"""
    from clicklens.training.config import load_run_spec

    spec = load_run_spec(config, changes or []).model_dump(mode="json")
    _submit({"kind": "train", "spec": spec}, name, priority, memory, store, as_json, create=True)


@app.command("tune")
def tune(
    config: Path = typer.Argument(..., help="A YAML file as 'clicklens tune' takes it.", metavar="CONFIG"),
    changes: list[str] | None = SET,
    trials: int | None = typer.Option(None, min=1, help="How many trainings, in place of the config's."),
    name: str | None = NAME,
    priority: int = PRIORITY,
    memory: str = MEMORY,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Look for better settings: clicklens jobs submit tune config.yaml --trials 20"""
    from clicklens.search import load_search_request

    asked = load_search_request(config, changes or [], trials=trials)
    spec = {**asked.base, "search": asked.search.model_dump(mode="json", exclude_unset=True)}
    _submit({"kind": "tune", "spec": spec}, name, priority, memory, store, as_json, create=True)


@app.command("resume")
def resume(
    run: str = RUN,
    name: str | None = NAME,
    priority: int = PRIORITY,
    memory: str = MEMORY,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Go on with a run that was stopped or killed."""
    _submit({"kind": "resume", "run": run}, name, priority, memory, store, as_json)


@app.command("analyze")
def analyze(
    run: str = RUN,
    kind: str = typer.Argument(..., help="What to ask; 'clicklens analyze' lists the kinds."),
    changes: list[str] | None = SET,
    name: str | None = NAME,
    priority: int = PRIORITY,
    memory: str = MEMORY,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Ask one question of a run; the answer is kept with the run."""
    from clicklens.training.config import parse_settings

    request = {"kind": "analyze", "run": run, "analysis": kind, "settings": parse_settings(changes or [])}
    _submit(request, name, priority, memory, store, as_json)


@app.command("refine")
def refine(
    run: str = RUN,
    change: list[str] = CHANGE,
    seeds: int = typer.Option(3, min=1, max=100, help="Models trained with the change, and as many without."),
    fields: list[str] | None = FIELDS,
    top: int | None = TOP,
    target: str | None = TARGET,
    min_count: int | None = MIN_COUNT,
    buckets: int | None = BUCKETS,
    name: str | None = NAME,
    priority: int = PRIORITY,
    memory: str = MEMORY,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Retrain a run with one change and several seeds, and judge it: clicklens jobs submit refine RUN drop-layer 4"""
    asked = asked_change(change, fields=fields, top=top, target=target, min_count=min_count, buckets=buckets)
    request = {"kind": "refine", "run": run, "change": asked, "seeds": seeds}
    _submit(request, name, priority, memory, store, as_json)


@app.command("report")
def report(
    run: str = RUN,
    name: str | None = NAME,
    priority: int = PRIORITY,
    memory: str = MEMORY,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Write the report of a run, one HTML file; its path is the job's result."""
    _submit({"kind": "report", "run": run}, name, priority, memory, store, as_json)


def _submit(
    request: dict[str, Any],
    name: str | None,
    priority: int,
    memory: str,
    store: str,
    as_json: bool,
    *,
    create: bool = False,
) -> None:
    from clicklens.jobs import open_queue

    queue = open_queue(store, create=create)
    if "run" in request:
        request["run"] = _chosen_run(request["run"], store)
    job = queue.submit(request, name=name, priority=priority, memory=read_bytes(memory, option="--memory"))
    if as_json:
        print_json(job)
        return
    print_lines([f"Queued {job.id}. See it: clicklens jobs watch {job.id} --store {store}"])
    if not queue.workers():
        print_lines([f"No worker lives yet. Start one: clicklens worker --store {store}"])


def _chosen_run(word: str, store: str) -> str:
    """'latest' means here what it means to every other command."""
    from clicklens.workbench import open_run

    return open_run(word, store=store).id
