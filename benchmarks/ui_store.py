"""Stores that are hard on the page: a thousand runs, one of ten thousand series, a run of a million rows."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone
from pathlib import Path

from clicklens.core.run import MetricPoint, Run
from clicklens.core.store import Store
from clicklens.store import open_store
from tests.captured_runs import made_up_record, make_captured

WIDE = "wide"  # the run of many series
FIRST = datetime(2026, 1, 1, tzinfo=timezone.utc)
EVALUATIONS = 12  # of each run
METRICS = ("auc", "log_loss", "gauc", "pcoc", "brier", "normalised_entropy", "mean_pctr", "click_rate", "ece", "ap")
DAYS = 500  # times two splits and ten metrics: 10,000 series


def many_runs(folder: Path, runs: int) -> Store:
    """``runs`` runs that ended, each with its evaluations, and the wide one, which is the newest."""
    store = open_store(folder)
    for number in range(runs - 1):
        store.add_run(_run(f"run-{number:04d}", FIRST + timedelta(minutes=number)))
        store.add_metrics(
            f"run-{number:04d}", [_point(step, split) for step in _steps() for split in ("train", "test")]
        )
    store.add_run(_run(WIDE, FIRST + timedelta(minutes=runs)))
    days = (None, *range(20_000, 20_000 + DAYS))
    for step in _steps():
        store.add_metrics(WIDE, [_point(step, split, day) for split in ("train", "test") for day in days])
    return store


def many_rows(folder: Path, rows: int) -> str:
    """A run with one snapshot of that many rows, in ``folder / store``; its id."""
    captured = make_captured(folder, steps=[500], rows=rows, taps={"layer_1": 8}, splits=("test",), gradients=False)
    return captured.run.id


def _run(run_id: str, created: datetime) -> Run:
    ended = (created + timedelta(minutes=9)).isoformat()
    changes = {"id": run_id, "name": run_id, "created_at": created.isoformat(), "finished_at": ended}
    return made_up_record().model_copy(update=changes)


def _steps() -> range:
    return range(100, 100 * EVALUATIONS + 1, 100)


def _point(step: int, split: str, day: int | None = None) -> MetricPoint:
    grown = 1 - math.exp(-step / 400)
    values = {
        name: 0.5 + 0.2 * grown + 0.001 * place + 0.0001 * ((day or 0) % 97) for place, name in enumerate(METRICS)
    }
    return MetricPoint(step=step, epoch=step / 300, split=split, day=day, values=values)
