"""``clicklens demo``: a model trained until it over-fits, and what ClickLens saw in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines

if TYPE_CHECKING:
    from clicklens.data.dataset import EncodedDataset

EPOCHS = 16  # enough for the demo's model to be past its best step on either data set


def demo(
    store: str = STORE,
    out: Path = typer.Option(Path("demo-report.html"), "--out", "-o", help="The report to write."),
    serve: bool = typer.Option(True, "--serve/--no-serve", help="Show the report in a browser until Ctrl-C."),
    offline: bool = typer.Option(False, "--offline", help="Do not fetch anything: use the simulated world."),
    as_json: bool = JSON,
) -> None:
    """Train GwEN until it over-fits, look inside, and say in ten lines what was found."""
    from clicklens.capture import Capture
    from clicklens.models import Gwen
    from clicklens.report import summary_lines
    from clicklens.training import Training
    from clicklens.training.optimizer import Adagrad
    from clicklens.workbench import train

    dataset = _dataset(offline, quiet=as_json)
    if not as_json:
        print_lines([f"Training GwEN on {dataset.manifest.name} until it over-fits."])
    run = train(
        dataset,
        model=Gwen(),
        training=Training(optimizer=Adagrad(lr=0.05), epochs=EPOCHS, batch_size=1000),
        capture=Capture(every=100, rows=16_384, splits=("train", "test")),
        store=store,
        name="demo",
        progress=not as_json,
    )
    path = run.report(out).resolve()
    lines = summary_lines(run.captured)
    if as_json:
        print_json({"run": run.id, "report": str(path), "summary": lines})
        return
    print_lines(["", *lines, "", f"Report: {path}"])
    if serve and sys.stdout.isatty():
        _serve(path)


def _dataset(offline: bool, *, quiet: bool) -> EncodedDataset:
    """MovieLens-100K, or where it cannot be had, the simulated world; says so."""
    from clicklens.cli.progress import encoding_progress
    from clicklens.core.errors import DownloadError
    from clicklens.data.catalog import load

    name = "simulated" if offline else "movielens-100k/random"
    with encoding_progress(f"Getting {name}", quiet=quiet) as progress:
        try:
            return load(name, progress=progress)
        except DownloadError as error:
            typer.echo(f"movielens-100k cannot be had here ({error}).", err=True)
            typer.echo("Going on with the simulated ad world, whose rows are made up.", err=True)
            return load("simulated", progress=progress)


def _serve(path: Path) -> None:
    """Serves the one report on the loopback address until Ctrl-C."""
    from functools import partial
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    page = path.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Keeps quiet: the terminal holds the summary."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler)) as server:
        typer.echo(f"Look at it: http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)")
        server.serve_forever()
