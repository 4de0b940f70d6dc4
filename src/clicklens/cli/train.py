"""``clicklens train`` and ``clicklens resume``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines

if TYPE_CHECKING:
    from clicklens.workbench import OpenRun


def train(
    config: Path = typer.Argument(..., help="A YAML file with data, model, training and capture.", metavar="CONFIG"),
    changes: list[str] | None = typer.Option(
        None,
        "--set",
        help="Change one setting: --set model.hidden=[256,128]. May be given many times.",
        metavar="KEY=VALUE",
    ),
    store: str = STORE,
    processes: int | None = typer.Option(
        None, "--processes", min=1, help="Processes that share the rows of every batch; short for training.processes."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress bar."),
    as_json: bool = JSON,
) -> None:
    """Train a model and write down what happens inside it.

    Ctrl-C ends with a checkpoint; clicklens resume goes on from it. A small config:

      data: {name: movielens-100k}

      model: {kind: gwen, hidden: [256, 128, 64, 32]}

      training: {optimizer: {kind: adagrad, lr: 0.02}, epochs: 4}

      capture: {every: 100}
    """
    from clicklens.training.config import load_run_spec
    from clicklens.training.team.launched import as_launched, follow_launched
    from clicklens.training.team.rendezvous import is_follower
    from clicklens.workbench import dataset_of, train_spec

    more = [] if processes is None else [f"training.processes={processes}"]
    spec = as_launched(load_run_spec(config, [*(changes or []), *more]))
    if is_follower():
        follow_launched(spec, dataset_of(spec.data))
        return
    _tell(train_spec(spec, store=store, progress=not (quiet or as_json)), as_json, store)


def resume(
    run: str = typer.Argument(
        "latest", help="Id, unique prefix or name of a run; the newest when not given.", metavar="RUN"
    ),
    store: str = STORE,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress bar."),
    as_json: bool = JSON,
) -> None:
    """Go on with a run that was stopped or killed, from its newest checkpoint, to the same weights."""
    from clicklens.training.team.launched import follow_resumed
    from clicklens.training.team.rendezvous import is_follower
    from clicklens.workbench import open_run
    from clicklens.workbench import resume as go_on

    if is_follower():
        follow_resumed(open_run(run, store=store).record)
        return
    _tell(go_on(run, store=store, progress=not (quiet or as_json)), as_json, store)


def _tell(run: OpenRun, as_json: bool, store: str) -> None:
    record = run.record
    if as_json:
        points = [point.model_dump(mode="json") for point in run.store.metrics(run.id) if point.day is None]
        print_json({"run": record.model_dump(mode="json"), "metrics": points})
    elif record.state == "interrupted":
        print_lines([f"Stopped with a checkpoint. Go on with: clicklens resume {run.id} --store {store}"])
    else:
        print_lines([f"Run {run.id} {record.state}. See it: clicklens report {run.id} --store {store} -o report.html"])
    if record.state == "interrupted":
        raise typer.Exit(130)
