"""The model zoo on Frappe_x1, beside the figures that BARS publishes (Zhu et al., arXiv:2009.05794).

    CLICKLENS_DATA=… python reproductions/zoo.py --store runs/zoo        # every model, five seeds: hours on two cores
    python reproductions/zoo.py --models dnn --seeds 1 --store …         # some of it
    python reproductions/zoo.py --quick                                  # two models on a small made-up world

The test split is the published one to the byte; in the training split the negatives are redrawn by the same law. A run
counts at the epoch that is best on validation. A model is as published when its mean test AUC is no more than 0.001
under the published figure. ``zoo_settings.yaml`` holds the settings, how many were tried, and what is published;
``zoo_recorded.yaml`` what the docs record, and another outcome makes the script exit with 1. Runs that a store already
holds with the same settings are not trained again.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parent))

from evidence import Evidence, parse_arguments
from kept_run import kept_run, seconds_of

from clicklens.core.run import Run
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.store import open_store
from clicklens.training import RunSpec

SETTINGS = Path(__file__).with_name("zoo_settings.yaml")
RECORDED = Path(__file__).with_name("zoo_recorded.yaml")
NEAR = 0.001  # AUC
QUICK = ("logistic", "dnn")
DATA = "frappe-x1"


@dataclass(frozen=True)
class Figures:
    """One run, at the epoch that is best on validation."""

    auc: float
    log_loss: float  # nats
    epoch: float
    seconds: float  # from start to end, on one thread


def main() -> int:
    listed = yaml.safe_load(SETTINGS.read_text())
    arguments = parse_arguments(
        __doc__,
        models={"nargs": "+", "choices": list(listed["models"]), "default": None, "help": "only these"},
        seeds={"type": int, "default": 5, "help": "runs of each model"},
        store={"type": Path, "default": None, "help": "where runs are kept and found again"},
        workers={"type": int, "default": 2, "help": "runs at a time, one thread each"},
    )
    store = arguments.store or Path(mkdtemp(prefix="clicklens-zoo-"))
    names = arguments.models or (QUICK if arguments.quick else list(listed["models"]))
    seeds = 2 if arguments.quick else arguments.seeds
    evidence = Evidence("The zoo on Frappe_x1 (train negatives redrawn), test split", arguments)
    found = _trained(names, listed, store, seeds, arguments)
    for name in names:
        _add(evidence, name, listed["models"][name], found[name], is_quick=arguments.quick)
    near = sum(row.outcome.startswith("as published") for row in evidence.rows)
    summary = f"{len(names)} models trained" if arguments.quick else f"{near} of {len(names)} models as published"
    return evidence.finish(f"{summary}, {seeds} seeds each")


def _trained(
    names: list[str], listed: dict[str, Any], store: Path, seeds: int, arguments: Any
) -> dict[str, list[Figures]]:
    """Every model with every seed, several at a time; the long ones are not left for the end."""
    quick = store / "data-quick" if arguments.quick else None
    if quick is not None and not (quick / "manifest.json").exists():
        simulated_dataset(WorldSpec.small(), quick)
    found: dict[str, list[Figures]] = {name: [] for name in names}
    with ProcessPoolExecutor(arguments.workers, mp_context=get_context("spawn")) as pool:
        waiting = {
            pool.submit(_figures, _spec(name, listed, seed, quick), store): (name, seed)
            for seed in range(seeds)
            for name in names
        }
        for done in as_completed(waiting):
            name, seed = waiting[done]
            figures = done.result()
            found[name].append(figures)
            told = f"AUC {figures.auc:.5f}, log loss {figures.log_loss:.4f} at epoch {figures.epoch:g}"
            print(f"{name}, seed {seed}: {told}; {figures.seconds:.0f} s", flush=True)
    return found


def _spec(name: str, listed: dict[str, Any], seed: int, quick: Path | None) -> RunSpec:
    own = listed["models"][name]
    training = {**listed["all"], **own.get("training", {}), "seed": seed, "threads": 1}
    training["evaluate_splits"] = ["validation", "test"]
    training["checkpoints"] = {"every": 100_000, "keep": 1, "keep_best": False}
    if quick is not None:
        training |= {"epochs": 2, "batch_size": 1000}
    return RunSpec.parse(
        {
            "name": f"{name}-{seed}",
            "data": {"name": DATA} if quick is None else {"path": str(quick)},
            "model": own["model"],
            "training": training,
            "capture": {"every": None, "each_epoch": False},
        },
        source=str(SETTINGS),
    )


def _figures(spec: RunSpec, folder: Path) -> Figures:
    """One run, trained now or found in the store. Runs in a process of its own."""
    store = open_store(folder)
    return _read(store, kept_run(spec, store))


def _read(store: Any, run: Run) -> Figures:
    wholes = [point for point in store.metrics(run.id) if point.day is None]
    best = max((p for p in wholes if p.split == "validation"), key=lambda point: point.values["auc"])
    test = next(p for p in wholes if p.split == "test" and p.step == best.step)
    return Figures(test.values["auc"], test.values["log_loss"], best.epoch, seconds_of(run))


def _add(evidence: Evidence, name: str, own: dict[str, Any], found: list[Figures], *, is_quick: bool) -> None:
    published = own["published"]
    aucs, losses = (np.array([getattr(figures, key) for figures in found]) for key in ("auc", "log_loss"))
    spread = (float(v.std(ddof=1)) if len(v) > 1 else 0.0 for v in (aucs, losses))
    here = f"{aucs.mean():.4f} ± {next(spread):.4f} / {losses.mean():.4f} ± {next(spread):.4f}"
    if is_quick:  # on other rows than what is published
        evidence.add(name, "-", here, "trained")
        return
    gap = float(aucs.mean()) - published["auc"]
    outcome = "as published" if gap >= -NEAR else "below"
    recorded = (yaml.safe_load(RECORDED.read_text()) or {}).get(name) if RECORDED.exists() else None
    is_as_recorded = recorded == outcome
    told = f"{outcome} ({gap:+.4f}; {own['trials']} tried)" + ("" if is_as_recorded else f" (recorded: {recorded})")
    reference = f"{published['auc']:.4f} / {published['log_loss']:.4f}, {published['runs']} run(s)"
    evidence.add(name, reference, here, told, is_as_recorded=is_as_recorded)


if __name__ == "__main__":
    sys.exit(main())
