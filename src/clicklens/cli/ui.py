"""``clicklens ui``: the page over a store, in a browser."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from clicklens.cli.loading import without_collection
from clicklens.cli.output import STORE

if TYPE_CHECKING:
    from clicklens.api import Settings


def ui(
    store: str = STORE,
    host: str = typer.Option("127.0.0.1", help="The address to answer at; any but this machine's own needs a token."),
    port: int = typer.Option(8100, min=0, max=65535, help="The port; 0 takes any that is free."),
    worker: bool = typer.Option(True, "--worker/--no-worker", help="Start a worker that carries out jobs."),
    browser: bool = typer.Option(True, "--open/--no-open", help="Open a browser where there is one."),
    token: str | None = typer.Option(
        None, help="What every request must carry. Better given by the variable.", envvar="CLICKLENS_TOKEN"
    ),
    allowed_hosts: list[str] | None = typer.Option(
        None, "--allow-host", help="A further name of this service, such as a proxy's.", metavar="NAME"
    ),
    frame_ancestors: list[str] | None = typer.Option(
        None, "--allow-frame", help="A page that may show this one inside: http://127.0.0.1:8888.", metavar="ORIGIN"
    ),
    log_json: bool = typer.Option(False, "--log-json", help="Log every request as a line of JSON."),
) -> None:
    """Open the page: runs as they train, what is inside their models, and what to do about it."""
    with without_collection():
        from clicklens.api import Settings, create_app
        from clicklens.api.serve import address_of, serve, take_address
        from clicklens.jobs import ensure_worker

    values = {
        "store": store,
        "host": host,
        "port": port,
        "token": token or None,
        "allowed_hosts": tuple(allowed_hosts or ()),
        "frame_ancestors": tuple(frame_ancestors or ()),
    }
    settings = Settings.parse(values, source="clicklens ui")
    app = create_app(settings)
    app.state.keeps_worker = worker  # one that went home for want of jobs is called again
    if worker:
        ensure_worker(app.state.queue)
    with take_address(host, port) as taken, suppress(KeyboardInterrupt):
        address = address_of(taken)
        serve(app, taken, ready=lambda: _tell(address, settings, browser), log_json=log_json)
    typer.echo("Ended. Runs and jobs go on without the page.", err=True)


def _tell(address: str, settings: Settings, browser: bool) -> None:
    """Where it is, and how to sign in."""
    typer.echo(f"ClickLens shows {settings.store} at {address}/  (Ctrl-C ends)")
    if settings.token is not None:
        typer.echo("Sign in there with the token that the service was started with.")
    open_browser(f"{address}/", wanted=browser)


def open_browser(address: str, *, wanted: bool) -> None:
    """Opens it where a person sits at a screen."""
    if wanted and sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32")):
        import webbrowser

        with suppress(webbrowser.Error):
            webbrowser.open(address)
