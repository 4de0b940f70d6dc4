"""``clicklens tune``: looks for better settings, trial by trial."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_frame, print_json, print_lines
from clicklens.core.errors import RequestError

if TYPE_CHECKING:
    from clicklens.workbench.search import OpenSearch


def tune(
    config: Path | None = typer.Argument(
        None, help="A YAML file as 'clicklens train' takes it, with a part 'search'.", metavar="CONFIG"
    ),
    changes: list[str] | None = typer.Option(
        None,
        "--set",
        help="Change one setting: --set training.epochs=2, --set search.sampler=random. May be given many times.",
        metavar="KEY=VALUE",
    ),
    trials: int | None = typer.Option(None, min=1, help="How many trainings, in place of the config's search.trials."),
    resume: str | None = typer.Option(
        None,
        "--resume",
        help="Go on with a search that was stopped or killed: its id, or that of a trial.",
        metavar="SEARCH",
    ),
    store: str = STORE,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress."),
    as_json: bool = JSON,
) -> None:
    """Find better settings: train with many, end early what promises little, and say which matter.

    Ctrl-C ends with a checkpoint; --resume goes on from it. The part 'search' of the config says what is open:

      search: {trials: 30, metric: auc, split: validation,

      space: {training.optimizer.lr: {low: 0.001, high: 0.1, log: true}, model.dropout: {choices: [0, 0.1, 0.2]}}}
    """
    from clicklens.search import load_search_request
    from clicklens.workbench import tune as look

    if (config is None) == (resume is None):
        raise RequestError("tune: give a config to begin with, or --resume SEARCH to go on with one")
    if resume is not None and changes:
        raise RequestError(
            "tune: --set is for a new search; one that goes on keeps its settings (--trials may be given)"
        )
    request = None if config is None else load_search_request(config, changes or [], trials=trials)
    found = look(request, store=store, trials=trials, resume=resume, progress=not (quiet or as_json))
    _tell(found, as_json, store)
    if found.record.state == "interrupted":
        raise typer.Exit(130)


def _tell(search: OpenSearch, as_json: bool, store: str) -> None:
    result = search.result
    if as_json:
        print_json({"run": search.record.model_dump(mode="json"), "search": result.model_dump(mode="json")})
        return
    frame = result.to_frame().drop(columns=["run"], errors="ignore")
    ordered = (
        frame.sort_values(result.metric, ascending=result.lower_is_better, na_position="last") if len(frame) else frame
    )
    print_frame(f"Trials of {search.id}, the best first", ordered, limit=20)
    print_lines(["", *(finding.text for finding in result.findings)])
    if result.yaml:
        print_lines(["", "The best settings:", "", *(f"  {line}" for line in result.yaml.splitlines())])
        print_lines(["", f"Train with them: {result.command} --store {store}"])
    if search.record.state == "interrupted":
        print_lines(["", f"Stopped with a checkpoint. Go on with: clicklens tune --resume {search.id} --store {store}"])
