"""DIN's tables (Zhou et al., arXiv:1706.06978) tried on other data, model by model and claim by claim.

    CLICKLENS_DATA=… python reproductions/din.py --store runs/din --workers 2    # all of it: an hour on two cores
    python reproductions/din.py --sets simulated --models base din --seeds 2     # some of it, without downloads
    python reproductions/din.py --quick                                          # two models on a small made-up world

A run counts at the evaluation that is best on validation by GAUC; figures are of the test split. RelaImpr is against
the BaseModel of the same seed, with Student's interval over seeds: it tells what the seed moves, not what other users
would. ``din_settings.yaml`` holds the settings, how many were tried, and the paper's figures; ``din_recorded.yaml``
what the docs record of each claim, and another outcome makes the script exit with 1. Runs that a store already holds
with the same settings are not trained again.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parent))

from din_claims import BASE, CLAIMS, Found, relative
from din_run import Figures, figures, run_spec
from evidence import Evidence, parse_arguments

from clicklens.data.catalog import load
from clicklens.data.simulate import WorldSpec, simulated_dataset

SETTINGS = Path(__file__).with_name("din_settings.yaml")
RECORDED = Path(__file__).with_name("din_recorded.yaml")
QUICK = ("base", "din")


def main() -> int:
    listed = yaml.safe_load(SETTINGS.read_text())
    arguments = parse_arguments(
        __doc__,
        sets={"nargs": "+", "choices": list(listed["sets"]), "default": list(listed["sets"]), "help": "only these"},
        models={"nargs": "+", "choices": list(listed["models"]), "default": None, "help": "only these"},
        seeds={"type": int, "default": 5, "help": "runs of each model on each set"},
        store={"type": Path, "default": None, "help": "where runs are kept and found again"},
        workers={"type": int, "default": 2, "help": "runs at a time, one thread each"},
    )
    recorded = yaml.safe_load(RECORDED.read_text()) or {}
    store = arguments.store or Path(mkdtemp(prefix="clicklens-din-"))
    sets = ["simulated"] if arguments.quick else arguments.sets
    models = arguments.models or (list(QUICK) if arguments.quick else list(listed["models"]))
    evidence = Evidence("DIN: test GAUC by model, then the paper's claims", arguments)
    for name in sets:
        wanted = [model for model in models if name in listed["models"][model].get("sets", listed["sets"])]
        found = _trained(name, wanted, listed, store, arguments)
        _add_models(evidence, name, listed, found)
        _add_claims(evidence, name, found, {} if arguments.quick else recorded.get(name, {}))
    held = sum(row.outcome.startswith("holds") for row in evidence.rows)
    told = sum(row.outcome.startswith(("holds", "does not hold")) for row in evidence.rows)
    return evidence.finish(f"{held} of {told} claims hold")


def _trained(name: str, models: list[str], listed: dict[str, Any], store: Path, arguments: Namespace) -> Found:
    """Every model with every seed on one set, several at a time: model -> figures in the order of seeds."""
    quick = store / "data-quick" if arguments.quick else None
    if quick is None:
        load(listed["sets"][name]["data"])  # encoded here, before many ask for it
    elif not (quick / "manifest.json").exists():
        simulated_dataset(WorldSpec.interest().model_copy(update={"rows": 20_000, "users": 2_000}), quick)
    seeds = 2 if arguments.quick else arguments.seeds
    done: dict[tuple[str, int], Figures] = {}
    with ProcessPoolExecutor(arguments.workers, mp_context=get_context("spawn")) as pool:
        waiting = {
            pool.submit(figures, run_spec(name, model, listed, seed, quick), store): (model, seed)
            for seed in range(seeds)
            for model in models
        }
        for future in as_completed(waiting):
            model, seed = waiting[future]
            one = done[model, seed] = future.result()
            told = f"GAUC {one.gauc:.5f} at epoch {one.epoch:.2f}, {one.gauc_end:.5f} at the end"
            print(f"{name}, {model}, seed {seed}: {told}; {one.seconds:.0f} s", flush=True)
    return {model: [done[model, seed] for seed in range(seeds)] for model in models}


def _add_models(evidence: Evidence, name: str, listed: dict[str, Any], found: Found) -> None:
    for model, runs in found.items():
        gauc = np.array([one.gauc for one in runs])
        spread = float(gauc.std(ddof=1)) if len(runs) > 1 else 0.0
        auc, end = (float(np.mean([getattr(one, key) for one in runs])) for key in ("auc", "auc_end"))
        published = listed["models"][model]["paper"].get(name)
        gain = relative(runs, found[BASE]) if model != BASE and BASE in found else "RelaImpr -"
        evidence.add(
            f"{name}, {model}",
            "-" if published is None else f"RelaImpr {published:+.2%}",
            f"GAUC {gauc.mean():.4f} ± {spread:.4f}",
            f"{gain}; AUC {auc:.4f}, at the end {end:.4f}",
        )


def _add_claims(evidence: Evidence, name: str, found: Found, recorded: dict[str, str]) -> None:
    for claim in CLAIMS:
        if not claim.can_be_told(found):
            continue
        here, holds = claim.judge(found)
        verdict = {True: "holds", False: "does not hold", None: "cannot say"}[holds]
        as_recorded = not recorded or holds is None or recorded.get(claim.letter) == verdict
        told = verdict if as_recorded else f"{verdict} (recorded: {recorded.get(claim.letter)})"
        evidence.add(f"{name} ({claim.letter})", claim.paper, here, told, is_as_recorded=as_recorded)


if __name__ == "__main__":
    sys.exit(main())
