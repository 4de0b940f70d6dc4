"""One run of the DIN reproduction: its settings, trained now or found in the store, and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from din_attention import Apart, weighs_apart
from kept_run import dataset_of, kept_run, seconds_of

from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.store import open_store
from clicklens.training import RunSpec, load_model


@dataclass(frozen=True)
class Figures:
    """One run on the test split: at the evaluation that is best on validation by GAUC, and at the end of training."""

    gauc: float
    auc: float
    gauc_end: float
    auc_end: float
    epoch: float  # of the best evaluation
    seconds: float  # from start to end, on one thread
    apart: Apart | None  # where the truth is known and the model weighs


def run_spec(name: str, model: str, listed: dict[str, Any], seed: int, quick: Path | None) -> RunSpec:
    """What the settings say of a model on a set; on the quick world a short training."""
    of_set, own = listed["sets"][name], listed["models"][model]
    of_din = of_set["din"] if own["model"]["kind"] == "din" else {}
    settings = {**listed["model"], **of_din, **own["model"]}
    training = {**listed["training"], **of_set.get("training", {}), **own.get("training", {})}
    training |= {"seed": seed, "threads": 1, "evaluate_splits": ["validation", "test"]}
    training["early_stopping"] = {"metric": "gauc", "patience": 1_000_000}  # names the best step, and stops nothing
    training["checkpoints"] = {"every": 1_000_000, "keep": 1}
    if quick is not None:
        training |= {"epochs": 2, "batch_size": 500}
    return RunSpec.parse(
        {
            "name": f"{name}-{model}-{seed}",
            "data": {"name": of_set["data"]} if quick is None else {"path": str(quick)},
            "model": settings,
            "training": training,
            "capture": {"every": None, "each_epoch": False},
        },
        source="din_settings.yaml",
    )


def figures(spec: RunSpec, folder: Path) -> Figures:
    """Trains, or finds the run that the store already holds. Runs in a process of its own."""
    store = open_store(folder)
    return _read(store, kept_run(spec, store), dataset_of(spec))


def _read(store: Store, run: Run, dataset: EncodedDataset) -> Figures:
    wholes = [point for point in store.metrics(run.id) if point.day is None]
    best = max((p for p in wholes if p.split == "validation"), key=lambda point: point.values["gauc"] or 0.0)
    tests = {point.step: point.values for point in wholes if point.split == "test"}
    test, end = tests[best.step], tests[max(tests)]
    model = load_model(store, run.id, best.step, dataset=dataset)
    return Figures(
        gauc=float(test["gauc"] or 0.0),
        auc=float(test["auc"] or 0.0),
        gauc_end=float(end["gauc"] or 0.0),
        auc_end=float(end["auc"] or 0.0),
        epoch=best.epoch,
        seconds=seconds_of(run),
        apart=weighs_apart(model, dataset),
    )
