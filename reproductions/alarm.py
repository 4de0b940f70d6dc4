"""The over-fitting alarm on trial: many runs, a rule chosen on half of them and scored on the other half.

    CLICKLENS_DATA=… python reproductions/alarm.py --keep runs/alarm          # all runs, about an hour on two cores
    python reproductions/alarm.py --quick                                     # four small runs

A run has truly over-fitted at a step when its held-out AUC lies more than 0.002 under its best. The rule sees no
label; its rival, the gap of train and held-out log loss, needs them. Both are chosen by the same search on the runs
with even seeds: fewest mistakes (an alarm on a run that never over-fits, or before the best step less one snapshot;
no alarm on one that does), then least delay. ``--keep`` holds each run's signals, so that a study goes on where it
ended.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parent))

from alarm_plans import Plan, plans
from alarm_rule import RIVAL, Score, Trial, best_rule, score
from evidence import Evidence, parse_arguments

from clicklens.analysis import Captured
from clicklens.analysis.overfitting import DEFAULT_RULE, AlarmRule, signals
from clicklens.data.catalog import load
from clicklens.store import open_store
from clicklens.training import start_run

RECORDED_MISTAKES = 4  # of the shipped rule on the 21 scoring runs, as docs/reproductions.md records


def main() -> int:
    arguments = parse_arguments(
        __doc__, keep={"type": Path, "default": None, "help": "the folder of the runs' signals, to go on from"}
    )
    keep = arguments.keep or Path(mkdtemp(prefix="clicklens-alarm-"))
    keep.mkdir(parents=True, exist_ok=True)
    evidence = Evidence("The over-fitting alarm against the log-loss gap", arguments)
    trials = [_trial(plan, keep) for plan in plans(quick=arguments.quick)]
    choosing = [trial for trial in trials if trial.plan.is_for_choosing]
    scoring = [trial for trial in trials if not trial.plan.is_for_choosing]
    chosen, rival = best_rule(choosing), best_rule(choosing, only=RIVAL)
    _print_runs(trials, chosen, rival)
    for name, rule in (("chosen here", chosen), ("shipped", DEFAULT_RULE), ("rival, with labels", rival)):
        for half, some in (("chosen on", choosing), ("scored on", scoring)):
            _add(evidence, f"{name}, on the runs it is {half}", rule, score(rule, some))
    shipped, labelled = score(DEFAULT_RULE, scoring), score(rival, scoring)
    is_as_recorded = arguments.quick or shipped.mistakes <= RECORDED_MISTAKES
    evidence.add(
        "mistakes on the scoring half, shipped rule against rival",
        f"{labelled.mistakes} of {labelled.runs}",
        f"{shipped.mistakes} of {shipped.runs}",
        "no more than the rival" if shipped.mistakes <= labelled.mistakes else "more than the rival",
        is_as_recorded=is_as_recorded,
    )
    return evidence.finish(f"{len(trials)} runs; shipped rule: {_words(DEFAULT_RULE)}")


def _trial(plan: Plan, keep: Path) -> Trial:
    """The run's signals and true course: read if kept, else trained now. Its snapshots are not kept."""
    path = keep / f"{plan.name.replace(' ', '_')}.parquet"
    if not path.exists():
        print(f"training {plan.name}", flush=True)
        with TemporaryDirectory(prefix="clicklens-alarm-") as folder:
            store = open_store(folder)
            captured = Captured(store, start_run(plan.spec(), store=store, dataset=load(plan.data)).id)
            table = signals(captured).join(_course(captured.metrics, captured.held_out), how="inner")
            table.to_parquet(path)
    return Trial(plan=plan, table=pd.read_parquet(path))


def _course(metrics: pd.DataFrame, held_out: str) -> pd.DataFrame:
    """Held-out AUC and the log-loss gap by step: what only labels tell."""
    whole = metrics[metrics["day"].isna()]
    by_split = {split: rows.set_index("step") for split, rows in whole.groupby("split")}
    gap = by_split[held_out]["log_loss"].astype(float) - by_split["train"]["log_loss"].astype(float)
    return pd.DataFrame({"auc": by_split[held_out]["auc"].astype(float), RIVAL: gap})


def _print_runs(trials: list[Trial], chosen: AlarmRule, rival: AlarmRule) -> None:
    print(f"\n{'run':<78} {'best':>6} {'last':>6} {'over-fit from':>13} {'alarm':>7} {'shipped':>7} {'rival':>7}")
    for trial in trials:
        rang = [rule.ring(trial.table).rang_at for rule in (chosen, DEFAULT_RULE, rival)]
        steps = " ".join(f"{'-' if step is None else step:>7}" for step in rang)
        since = "-" if trial.over_fit_from is None else trial.over_fit_from
        print(f"{trial.plan.name:<78} {trial.auc.max():.4f} {trial.auc.iloc[-1]:.4f} {since:>13} {steps}")


def _add(evidence: Evidence, what: str, rule: AlarmRule, found: Score) -> None:
    delay = "-" if found.delay is None else f"{found.delay:+.1f}"
    here = f"{found.rung}/{found.over_fit} rung, {found.false_alarms}/{found.runs} false, delay {delay}"
    evidence.add(what, _words(rule), here, f"{found.mistakes} mistakes of {found.runs}")


def _words(rule: AlarmRule) -> str:
    return f"{rule.transform} of {rule.signal} > {rule.threshold:.3g}, {rule.patience} running"


if __name__ == "__main__":
    sys.exit(main())
