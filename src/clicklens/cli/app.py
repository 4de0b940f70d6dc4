"""The root of the command line, and what a user sees when something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from io import TextIOWrapper
from typing import Any

import typer

from clicklens.cli import (
    ask,
    data,
    demo,
    interactions,
    jobs,
    live,
    model,
    report,
    runs,
    slices,
    train,
    tune,
    ui,
    worker,
)
from clicklens.core.errors import ClickLensError, FailedError, StorageError

app = typer.Typer(
    name="clicklens",
    help="Opens the black box of deep click-through-rate models: train, look inside, explain, improve.\n\n"
    "Start with [bold]clicklens demo[/bold], or with your own rows: "
    "[bold]clicklens data schema[/bold], [bold]data encode[/bold], [bold]train[/bold], [bold]analyze[/bold].",
    rich_markup_mode="rich",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(data.app, name="data")
app.add_typer(runs.app, name="runs")
app.add_typer(jobs.app, name="jobs")
app.add_typer(slices.app, name="slices")
COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("train", train.train),
    ("resume", train.resume),
    ("tune", tune.tune),
    ("analyze", ask.analyze),
    ("compare", ask.compare),
    ("what-if", live.what_if),
    ("scan", live.scan),
    ("weights", model.weights),
    ("embedding-map", model.embedding_map),
    ("attention", model.attention),
    ("attention-sample", model.attention_sample),
    ("interactions", interactions.interactions),
    ("refine", ask.refine),
    ("report", report.report),
    ("demo", demo.demo),
    ("ui", ui.ui),
    ("worker", worker.worker),
)
for _name, _command in COMMANDS:
    app.command(_name)(_command)


# Typer carries its own copy of click since 0.16 and names the root of wrong usage nowhere in public.
UsageError: Any = typer.BadParameter.__mro__[1]


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Show the version and end.")) -> None:
    if version:
        typer.echo(f"clicklens {metadata.version('clicklens')}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process: 0 done, 1 failed, 2 the request was wrong, 130 stopped by Ctrl-C."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter shows '?' and no traceback
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(run_command(words))


def run_command(words: list[str]) -> int:
    """Runs one command and gives its exit code; what went wrong is told on standard error."""
    try:
        code = app(args=words, standalone_mode=False)
    except ClickLensError as error:
        return _tell(error, error.exit_code, as_json="--json" in words)
    except UsageError as error:
        error.show()
        return 2
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Stopped.", err=True)
        return 130
    except (OSError, MemoryError, RuntimeError) as error:
        return _tell(_of_this_machine(error), 1, as_json="--json" in words)
    return code if isinstance(code, int) else 0


def _of_this_machine(error: OSError | MemoryError | RuntimeError) -> FailedError:
    """What this machine could not do, in words; any other RuntimeError is raised again."""
    if isinstance(error, OSError):
        return StorageError(f"{error.filename or 'the disk'}: {error.strerror or error}")
    told = str(error).split("\n")[0]
    if isinstance(error, MemoryError) or "out of memory" in told or "allocate memory" in told:
        return FailedError(f"this machine has not enough memory for it ({told})")
    raise error


def _tell(error: ClickLensError, code: int, *, as_json: bool) -> int:
    if as_json:
        typer.echo(json.dumps({"error": type(error).__name__, "message": str(error)}), err=True)
    else:
        typer.echo(f"{typer.style('error:', fg='red', bold=True)} {error}", err=True)
    return code
