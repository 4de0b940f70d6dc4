"""``clicklens runs``: what a store holds."""

from __future__ import annotations

from collections import Counter
from typing import Any

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines, print_table

ALL = typer.Option(False, "--all", help="List the trials of searches too; --json always does.")
app = typer.Typer(help="List, show, tag and delete runs.", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def _default(context: typer.Context, store: str = STORE, whole: bool = ALL, as_json: bool = JSON) -> None:
    if context.invoked_subcommand is None:
        list_runs(store=store, whole=whole, as_json=as_json)


@app.command("list")
def list_runs(store: str = STORE, whole: bool = ALL, as_json: bool = JSON) -> None:
    """All runs, newest first, with the best AUC on the held-out split; a search stands for its trials."""
    from clicklens.store import open_store

    opened = open_store(store, create=False)
    runs = opened.runs()
    trials = Counter(run.parent for run in runs)
    searches = {run.id for run in runs if run.search is not None}
    rows = []
    for run in runs:
        if run.parent in searches and not (whole or as_json):
            continue
        held_out = [p for p in opened.metrics(run.id) if p.day is None and p.split != "train"]
        best = max((float(p.values["auc"]) for p in held_out if p.values.get("auc") is not None), default=None)  # type: ignore[arg-type]
        rows.append(
            {
                "run": run.id,
                "state": run.state,
                "data": run.features.name,
                "model": run.spec.get("model", {}).get("kind"),
                "best auc": best,
                "started": run.created_at[:19],
                "change": run.change or "",
                **({"parent": run.parent} if as_json else {}),
            }
        )
        if run.id in searches and not as_json:
            rows[-1]["change"] = f"search of {_trials(trials[run.id])}"
    if as_json:
        print_json(rows)
        return
    print_table(f"Runs in {store}", rows)
    hidden = len(runs) - len(rows)
    if hidden:
        print_lines([f"{_trials(hidden)} of searches not listed; --all lists them."])


def _trials(many: int) -> str:
    return "1 trial" if many == 1 else f"{many:,} trials"


@app.command("show")
def show(run: str = typer.Argument("latest", metavar="RUN"), store: str = STORE, as_json: bool = JSON) -> None:
    """One run: its request, its evaluations, what happened when."""
    from clicklens.analysis import Captured
    from clicklens.analysis.alarm_event import events_with_alarm
    from clicklens.capture.recorder import TAKEN
    from clicklens.workbench import open_run

    opened = open_run(run, store=store)
    points = [p for p in opened.store.metrics(opened.id) if p.day is None]
    events = events_with_alarm(Captured(opened.store, opened.id))
    if as_json:
        print_json(
            {
                "run": opened.record.model_dump(mode="json"),
                "metrics": [p.model_dump(mode="json") for p in points],
                "events": [e.model_dump(mode="json") for e in events],
                "snapshots": opened.store.snapshot_steps(opened.id),
            }
        )
        return
    print_lines([f"{opened.id}: {opened.record.state} {opened.record.message}".rstrip()])
    shown: list[dict[str, Any]] = [
        {"step": p.step, "epoch": p.epoch, "split": p.split, **{k: v for k, v in p.values.items() if k in _SHOWN}}
        for p in points
    ]
    print_table("Evaluations", shown)
    turns = [{"step": e.step, "what": e.kind, "text": e.text} for e in events if e.kind != TAKEN]
    print_table("Events", turns)


_SHOWN = ("auc", "gauc", "log_loss", "pcoc")


@app.command("note")
def note(
    run: str = typer.Argument(..., metavar="RUN"),
    text: str | None = typer.Option(None, "--text", help="Replace the run's note."),
    tags: list[str] | None = typer.Option(None, "--tag", help="Add a tag; may be given many times."),
    store: str = STORE,
) -> None:
    """Write a note on a run, or tag it."""
    from clicklens.workbench import open_run

    opened = open_run(run, store=store)
    changes: dict[str, Any] = {} if text is None else {"note": text}
    if tags:
        changes["tags"] = tuple(dict.fromkeys((*opened.record.tags, *tags)))
    opened.store.update_run(opened.id, **changes)


@app.command("delete")
def delete(run: str = typer.Argument(..., metavar="RUN"), store: str = STORE) -> None:
    """Remove a run and all it left behind: metrics, snapshots, checkpoints; with a search its trials too."""
    from clicklens.search.collect import trial_runs
    from clicklens.workbench import open_run

    opened = open_run(run, store=store)
    trials = trial_runs(opened.store, opened.record)
    for trial in trials:
        opened.store.delete_run(trial.id)
    opened.store.delete_run(opened.id)
    print_lines([f"Deleted {opened.id}{f' and its {_trials(len(trials))}' if trials else ''}."])
