"""``clicklens report``: a run as one file: the page with its answers, or the document for print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines

if TYPE_CHECKING:
    from clicklens.workbench import OpenRun

NOT_BUILT = "The page is not built here ('make page' builds it), so this is the document for print."


def report(
    run: str = typer.Argument(
        "latest", help="Id, unique prefix or name of a run; 'latest' is the newest.", metavar="RUN"
    ),
    out: Path = typer.Option(Path("report.html"), "--out", "-o", help="The file to write."),
    printed: bool = typer.Option(False, "--print", help="The document for print: pictures and tables, no script."),
    store: str = STORE,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress bar."),
    as_json: bool = JSON,
) -> None:
    """Write the page of a run as one HTML file; it needs no service and no network, and can be mailed."""
    from clicklens.workbench import open_run

    opened = open_run(run, store=store)
    path = write_report_file(opened, out, printed=printed, quiet=quiet or as_json)
    if as_json:
        print_json({"run": opened.id, "report": str(path)})
    else:
        print_lines([f"Report: {path}"])


def write_report_file(run: OpenRun, out: Path, *, printed: bool = False, quiet: bool = True) -> Path:
    """The page in one file, or where it is asked for or the page is not built, the document for print; says so."""
    from clicklens.api.still import read_bundle
    from clicklens.api.still_file import write_still
    from clicklens.cli.progress import counted_progress

    if printed:
        return run.report(out)
    if read_bundle() is None:
        typer.echo(NOT_BUILT, err=True)
        return run.report(out)
    with counted_progress("Writing the report", quiet=quiet) as told:
        write_still(run.captured, out, told=told)
    return out
