"""Does a killed run end where an unbroken one ends? Kills a training at random moments and resumes it.

    python benchmarks/resume.py [--quick] [--kills N] [--json FILE]

One process trains without a break. Another is killed (SIGKILL) again and again at random moments, each time going on
from its newest checkpoint in a new process. The claim: equal weights to the bit, equal figures, the same snapshots.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from evidence import Evidence, parse_arguments

from clicklens.capture import Capture
from clicklens.core.errors import NotFoundError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.models import Gwen
from clicklens.store import open_store
from clicklens.training import DataSpec, RunSpec, Training, load_model, resume_run, start_run

RUN = "run"


def spec_of(data: Path, steps: int) -> RunSpec:
    """Everything that could go wrong is on: dropout, a schedule, evaluation, capture, frequent checkpoints."""
    return RunSpec(
        data=DataSpec(path=str(data)),
        model=Gwen(hidden=(32, 16), dropout=0.2),
        training=Training.parse(
            {
                "optimizer": {"kind": "adam"},
                "schedule": {"kind": "cosine", "warmup_steps": 10},
                "batch_size": 256,
                "epochs": 1000,
                "max_steps": steps,
                "evaluate_every": 25,
                "evaluate_splits": ["train", "validation"],
                "evaluate_rows": 2000,
                "checkpoints": {"every": 10},
                "threads": 1,
            },
            source="the benchmark",
        ),
        capture=Capture(every=20, rows=256),
    )


def train(data: Path, folder: Path, steps: int) -> None:
    """What the processes do: begin the run, or go on with it."""
    store = open_store(folder)
    try:
        store.run(RUN)
    except NotFoundError:
        start_run(spec_of(data, steps), store=store, dataset=EncodedDataset.open(data), run_id=RUN)
        return
    resume_run(RUN, store=store)


def process(data: Path, folder: Path, steps: int) -> subprocess.Popen[bytes]:
    """A process of its own that does that."""
    return subprocess.Popen([sys.executable, __file__, "--train", str(data), str(folder), str(steps)])


def newest_step(folder: Path) -> int:
    """The step of the newest checkpoint; -1 where there is none yet."""
    try:
        return max(open_store(folder, create=False).checkpoint_steps(RUN), default=-1)
    except NotFoundError:
        return -1


def train_among_kills(data: Path, folder: Path, *, steps: int, kills: int, seed: int) -> list[int]:
    """Trains to the end; returns the newest checkpoint's step at each kill. Kills are spread over the run."""
    chance = random.Random(seed)
    at = []
    for number in range(1, kills + 1):
        running = process(data, folder, steps)
        wanted = steps * number // (kills + 1)
        while running.poll() is None and newest_step(folder) < wanted:
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, 0.25))
        if running.poll() is not None:
            running.wait()
            break
        running.kill()
        running.wait()
        at.append(newest_step(folder))
    last = process(data, folder, steps)
    if last.wait() != 0 and open_store(folder).run(RUN).state != "succeeded":
        raise SystemExit("the last part of the run failed")
    return at


def are_equal(first: Store, second: Store) -> dict[str, bool]:
    """What is the same in the two stores."""
    one, other = (load_model(store, RUN).state_dict() for store in (first, second))
    steps = first.snapshot_steps(RUN)
    states = [[store.split_states(RUN, step, "train") for step in steps] for store in (first, second)]
    return {
        "weights, to the bit": all(torch.equal(one[name], other[name]) for name in one),
        "metrics of every evaluation": first.metrics(RUN) == second.metrics(RUN),
        "steps of snapshots": steps == second.snapshot_steps(RUN),
        "logits in every snapshot": all(
            np.array_equal(a.logits["click"], b.logits["click"]) for a, b in zip(*states, strict=True)
        ),
    }


def main() -> int:
    """Runs both and compares."""
    arguments = parse_arguments(
        __doc__, kills={"type": int, "default": None, "help": "how often the run is killed (20, quick 3)"}
    )
    kills = arguments.kills or (3 if arguments.quick else 20)
    steps = 30 * (kills + 1)
    evidence = Evidence("A killed run against an unbroken one", arguments)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        simulated_dataset(WorldSpec.small(), here / "data")
        if process(here / "data", here / "unbroken", steps).wait() != 0:
            raise SystemExit("the unbroken run failed")
        at = train_among_kills(here / "data", here / "killed", steps=steps, kills=kills, seed=0)
        unbroken, killed = open_store(here / "unbroken"), open_store(here / "killed")
        evidence.add("kills while it ran", f"{kills} wanted", str(len(at)), f"{len(at) / kills:.2f}",
                     is_as_recorded=len(at) == kills)  # fmt: skip
        for what, holds in are_equal(unbroken, killed).items():
            evidence.add(what, "unbroken run", "equal" if holds else "different", "holds" if holds else "fails",
                         is_as_recorded=holds)  # fmt: skip
    evidence.details["checkpoint_at_kill"] = at
    return evidence.finish(f"{len(at)} kills over {steps} steps, newest checkpoints then: {at}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--train"]:
        train(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(main())
