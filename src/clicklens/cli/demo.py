"""``clicklens demo``: a model trained until it over-fits, and what ClickLens saw in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines

if TYPE_CHECKING:
    from clicklens.data.dataset import EncodedDataset
    from clicklens.training import RunSpec
    from clicklens.workbench import OpenRun

EPOCHS = 16  # enough for the demo's model to be past its best step on either data set
SIMULATED = "simulated"


def demo(
    store: str = STORE,
    out: Path = typer.Option(Path("demo-report.html"), "--out", "-o", help="The report to write."),
    serve: bool = typer.Option(
        True, "--serve/--no-serve", help="Open the page, where the run trains live, and keep it open until Ctrl-C."
    ),
    port: int = typer.Option(8100, min=0, max=65535, help="The page's port; another one where it is in use."),
    browser: bool = typer.Option(True, "--open/--no-open", help="Open a browser where there is one."),
    offline: bool = typer.Option(False, "--offline", help="Do not fetch anything: use the simulated world."),
    as_json: bool = JSON,
) -> None:
    """Train GwEN until it over-fits, look inside, and say in ten lines what was found.

    The training is a job: watch it on the page or here. With --no-serve or --json all is done here, without a page.
    """
    name, dataset = _prepared(offline, quiet=as_json)
    if serve and not as_json:
        from clicklens.cli.demo_page import show_demo

        show_demo(_spec(name), store=store, out=out, port=port, browser=browser)
        return
    from clicklens.workbench import train_spec

    if not as_json:
        print_lines([f"Training GwEN on {name} until it over-fits."])
    run = train_spec(_spec(name), store=store, dataset=dataset, progress=not as_json)
    path, lines = summed_up(run, out)
    if as_json:
        print_json({"run": run.id, "report": str(path), "summary": lines})
    else:
        print_lines(["", *lines, "", f"Report: {path}"])


def summed_up(run: OpenRun, out: Path) -> tuple[Path, list[str]]:
    """The report's path and the ten lines."""
    from clicklens.cli.report import write_report_file
    from clicklens.report import summary_lines

    path = write_report_file(run, out).resolve()
    return path, summary_lines(run.captured)


def _spec(name: str) -> RunSpec:
    from clicklens.capture import Capture
    from clicklens.models import Gwen
    from clicklens.training import DataSpec, RunSpec, Training
    from clicklens.training.optimizer import Adagrad

    return RunSpec(
        name="demo",
        data=DataSpec(name=name),
        model=Gwen(),
        training=Training(optimizer=Adagrad(lr=0.05), epochs=EPOCHS, batch_size=1000),
        capture=Capture(every=100, rows=16_384, splits=("train", "test")),
    )


def _prepared(offline: bool, *, quiet: bool) -> tuple[str, EncodedDataset]:
    """The data and their name: MovieLens-100K, or where it cannot be had, the simulated world; says so."""
    from clicklens.cli.progress import encoding_progress
    from clicklens.core.errors import DownloadError
    from clicklens.data.catalog import load

    name = SIMULATED if offline else "movielens-100k/random"
    with encoding_progress(f"Getting {name}", quiet=quiet) as progress:
        try:
            return name, load(name, progress=progress)
        except DownloadError as error:
            typer.echo(f"movielens-100k cannot be had here ({error}).", err=True)
            typer.echo("Going on with the simulated ad world, whose rows are made up.", err=True)
            return SIMULATED, load(SIMULATED, progress=progress)
