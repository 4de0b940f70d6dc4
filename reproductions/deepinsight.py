"""What DeepInsight (Guo et al., arXiv:1806.08541) reports, tried on other data, claim by claim.

    python reproductions/deepinsight.py --store runs/deepinsight            # all data sets, hours on two cores
    python reproductions/deepinsight.py --data simulated --store …          # one of them
    python reproductions/deepinsight.py --quick                             # a small simulated world, under a minute

For each claim: what the paper says, what was measured here, and whether it holds. ``deepinsight_recorded.yaml`` holds
what the docs record; an outcome that differs from it, either way, makes the script exit with 1. Runs that a store
already holds are not trained again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import yaml
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parent))

import deepinsight_claims as claims
from evidence import Evidence, parse_arguments

from clicklens.analysis import Captured
from clicklens.analysis.logistic_probe import fit_probe
from clicklens.capture import Capture
from clicklens.data.catalog import load
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.models import Gwen
from clicklens.training import Training
from clicklens.training.optimizer import Adagrad
from clicklens.training.spec import Checkpoints
from clicklens.workbench import OpenRun, runs, train

RECORDED = Path(__file__).with_name("deepinsight_recorded.yaml")


@dataclass(frozen=True)
class Setting:
    """How one data set is trained on: long enough to be well past the best step."""

    rate: float
    epochs: int
    every: int  # steps between snapshots
    user: str = "user_id"


SETTINGS = {
    "simulated": Setting(rate=0.03, epochs=6, every=240),
    "amazon-s3rec": Setting(rate=0.02, epochs=12, every=100),
    "movielens-1m": Setting(rate=0.02, epochs=6, every=350),
    "quick": Setting(rate=0.05, epochs=3, every=10),
}

PAPER = {
    "a": "agree to the best step, then train grows most",
    "b": "S_3 follows AUC over the data sets",
    "c": "user id grows most (x63)",
    "d": "layer 3 > 2 > 1, layer 4 = 3",
    "e": "layer 4 removed: unchanged",
    "f": "grows with height, falls after best",
    "g": "falls to day 5, rises to day 8",
    "h": "per-user bias: +0.1%",
}


def main() -> int:
    arguments = parse_arguments(
        __doc__,
        data={"action": "append", "choices": [name for name in SETTINGS if name != "quick"], "help": "only these"},
        store={"type": Path, "default": None, "help": "where runs are kept and found again"},
        seeds={"type": int, "default": 3, "help": "seeds for claims (e) and (h)"},
    )
    recorded = yaml.safe_load(RECORDED.read_text())
    store = arguments.store or Path(mkdtemp(prefix="clicklens-deepinsight-"))
    names = ["quick"] if arguments.quick else arguments.data or [name for name in SETTINGS if name != "quick"]
    evidence = Evidence("DeepInsight, claim by claim", arguments)
    for name in names:
        for letter, outcome in _outcomes(name, store, 2 if arguments.quick else arguments.seeds):
            expected = recorded.get(name, {}).get(letter)
            verdict = {True: "holds", False: "does not hold", None: "cannot say"}[outcome.holds]
            as_recorded = name == "quick" or expected == verdict
            told = verdict if as_recorded else f"{verdict} (recorded: {expected})"
            evidence.add(f"{name} ({letter})", PAPER[letter], outcome.here, told, is_as_recorded=as_recorded)
    held = sum(row.outcome.startswith("holds") for row in evidence.rows)
    return evidence.finish(f"{held} of {len(evidence.rows)} claims hold")


def _outcomes(name: str, store: Path, seeds: int) -> list[tuple[str, claims.Outcome]]:
    setting = SETTINGS[name]
    run = _trained(name, _dataset(name, store), setting, store)
    captured = run.captured
    best = captured.best_step()
    if best is None:
        raise SystemExit(f"{name}: no evaluation was kept")
    _tell_course(name, captured, best)
    found = [
        ("a", claims.trains_part(captured, best)),
        ("b", claims.fluctuation_follows_auc(captured)),
        ("c", claims.user_id_takes_over(captured, best, setting.user)),
        ("d", claims.probes_rise(captured, best, _probe_scores(captured, best))),
        ("f", claims.correlation_grows_and_falls(captured, best)),
        ("g", claims.auc_decays_by_day(captured, best)),
        ("e", claims.change_is_harmless(run.refine("drop-layer", layer=4, seeds=seeds))),
        ("h", claims.change_is_harmless(run.refine("user-bias", setting.user, seeds=seeds))),
    ]
    return sorted(found)


def _trained(name: str, dataset: EncodedDataset, setting: Setting, store: Path) -> OpenRun:
    """The paper's model on that data, trained now or found in the store."""
    known = (
        [run for run in runs(store=store) if run.record.name == name] if (store / "clicklens.sqlite").exists() else []
    )
    for run in known:
        if run.record.state == "succeeded" and run.record.parent is None:
            return run
    return train(
        dataset,
        model=Gwen(),
        training=Training(
            optimizer=Adagrad(lr=setting.rate),
            epochs=setting.epochs,
            evaluate_every=2 * setting.every,
            checkpoints=Checkpoints(every=100_000, keep=1, keep_best=False),
        ),
        capture=Capture(every=setting.every, each_epoch=False, rows=8192),
        store=store,
        name=name,
    )


def _dataset(name: str, store: Path) -> EncodedDataset:
    if name not in ("simulated", "quick"):
        return load(name)
    path = store / f"data-{name}"
    if (path / "manifest.json").exists():
        return EncodedDataset.open(path)
    return simulated_dataset(WorldSpec.paper() if name == "simulated" else WorldSpec.small(), path)


def _probe_scores(captured: Captured, step: int) -> dict[str, NDArray[np.float64]]:
    """Held-out scores of a logistic regression on every layer of the training rows."""
    train_states, held_out = captured.states(step, "train"), captured.states(step, captured.held_out)
    labels = captured.labels("train")
    return {
        tap: fit_probe(train_states.activations[tap], labels, weights=train_states.weights).score(
            held_out.activations[tap]
        )
        for tap in captured.taps(step)
    }


def _tell_course(name: str, captured: Captured, best: int) -> None:
    points = captured.metrics
    whole = points[(points["split"] == captured.held_out) & points["day"].isna()]
    train_points = points[(points["split"] == "train") & points["day"].isna()]
    highest, last = whole["auc"].astype(float).max(), float(whole["auc"].iloc[-1])
    print(f"\n{name}: {captured.held_out} AUC {highest:.4f} at step {best}, {last:.4f} at step {captured.steps[-1]}, ")
    print(f"where train AUC is {float(train_points['auc'].iloc[-1]):.4f}")


if __name__ == "__main__":
    sys.exit(main())
