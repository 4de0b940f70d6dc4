"""The commands that ask a run something: analyze, compare, refine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import typer

from clicklens.cli.answer import PICTURE, TABLE, refuse_places, save, tell
from clicklens.cli.change import BUCKETS, CHANGE, FIELDS, MIN_COUNT, TARGET, TOP, asked_change
from clicklens.cli.output import JSON, STORE, print_frame, print_json, print_lines, print_table
from clicklens.core.errors import ConfigError, RequestError

RUN = typer.Argument("latest", help="Id, unique prefix or name of a run; 'latest' is the newest.", metavar="RUN")


def analyze(
    run: str = RUN,
    kind: str | None = typer.Argument(None, help="What to ask; none lists the kinds."),
    split: str | None = typer.Option(None, help="The split to look at, where the analysis takes one."),
    step: int | None = typer.Option(None, help="The step to look at; the best one when not given."),
    changes: list[str] | None = typer.Option(
        None, "--set", help="Another setting: --set top_ids=20.", metavar="KEY=VALUE"
    ),
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Ask one question of a run: is it over-fitting, what does it lean on, which layers earn their keep?"""
    from clicklens.analysis import ANALYSES, find_analysis
    from clicklens.training.config import parse_settings
    from clicklens.workbench import open_run

    if kind is None:
        print_table("Analyses", [{"kind": name, "question": a.question} for name, a in ANALYSES.items()])
        return
    refuse_places(picture, table)
    opened = open_run(run, store=store)
    options = {name: value for name, value in (("split", split), ("step", step)) if value is not None}
    _refuse_options(kind, options, set(find_analysis(kind).params.model_fields))
    result = opened.analyze(kind, **{**options, **parse_settings(changes or [])})
    save(picture, table, result)
    tell(result, f"{kind} of {opened.id}", as_json)


def compare(
    first: str = typer.Argument(..., help="A run.", metavar="RUN"),
    second: str = typer.Argument(..., help="Another run, or the same with another step.", metavar="OTHER"),
    step: int | None = typer.Option(None, help="Step of the first; its best when not given."),
    other_step: int | None = typer.Option(None, help="Step of the second; its best when not given."),
    day: int | None = typer.Option(None, help="A day of the run, to compare with --other-day."),
    other_day: int | None = typer.Option(None, help="Another day of the same run."),
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Two runs, or two steps or days of one run, on held-out rows: every difference with its interval.

    Days are given as the data counts them: --day 0 --other-day 4.
    """
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    one, other = open_run(first, store=store), open_run(second, store=store)
    if (day is None) != (other_day is None) or (day is not None and one.id != other.id):
        raise RequestError("compare: give --day and --other-day together, and the same run twice")
    if day is not None and other_day is not None:
        result = one.compare_days(day, other_day, step=step)
    else:
        result = one.compare(other, step=step, other_step=other_step)
    save(picture, table, result)
    tell(result, f"{one.id} against {other.id}", as_json)


def refine(
    run: str = RUN,
    change: list[str] = CHANGE,
    seeds: int = typer.Option(3, min=1, help="Models trained with the change, and as many without."),
    fields: list[str] | None = FIELDS,
    top: int | None = TOP,
    target: str | None = TARGET,
    min_count: int | None = MIN_COUNT,
    buckets: int | None = BUCKETS,
    store: str = STORE,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress bar."),
    as_json: bool = JSON,
) -> None:
    """Act on a finding: change the model, retrain it with several seeds, and say whether the finding held."""
    from clicklens.workbench import open_run

    asked = asked_change(change, fields=fields, top=top, target=target, min_count=min_count, buckets=buckets)
    words, settings = ([asked.pop("kind")], asked) if isinstance(asked, dict) else (asked, {})
    opened = open_run(run, store=store)
    verdict = opened.refine(*words, seeds=seeds, progress=not (quiet or as_json), **settings)
    if as_json:
        print_json(verdict)
        return
    print_frame(f"{verdict.change} on {verdict.split}", verdict.to_frame())
    print_lines([verdict.text])


def _refuse_options(kind: str, options: Mapping[str, str | int], known: set[str]) -> None:
    """Names an option as it was given where the analysis has no such setting, and what it takes in its place."""
    for name, value in options.items():
        if f"{name}s" in known and name not in known:
            raise ConfigError(f"--{name} {value}: {kind} looks at several; say --set {name}s=[{value}]")
        if name not in known:
            raise ConfigError(f"--{name} {value}: {kind} takes none; its settings are {', '.join(sorted(known))}")
