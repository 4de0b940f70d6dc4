"""What do more processes bring? Trains the same steps with one process and with several, each with one thread.

    python benchmarks/processes.py [--quick] [--processes N] [--json FILE]

The peer is one process in the same run, in turns with the others. Every figure is wall time, so it shows what the
machine had free: two processes need two cores. The claim that is held: the loss of every step is the same, however
many processes, to 1e-5 with plain gradient descent, and to 1e-4 with Adagrad, whose first steps are as long for a
gradient of rounding errors as for any other. Sums in another order differ in their last bits, and each step builds on
the one before.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import psutil
from evidence import Evidence, parse_arguments

from clicklens.capture import Capture
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.models import Gwen
from clicklens.store import open_store
from clicklens.training import DataSpec, Event, RunSpec, Trainer, Training, start_run
from clicklens.training.event import Evaluated, StepDone

WARM = 10  # steps that are left out: the first touch of memory
CLOSE = {"sgd": 1e-5, "adagrad": 1e-4}  # nats
SMALL = Gwen()


@dataclass(frozen=True)
class Case:
    """What is trained."""

    batch: int
    model: Gwen = SMALL
    optimizer: Literal["adagrad", "sgd"] = "adagrad"


CASES = {
    "GwEN 256-128-64-32 of 8, batch 1,000": Case(1000),
    "GwEN 256-128-64-32 of 8, batch 4,000, gradient descent": Case(4000, optimizer="sgd"),
    "GwEN 256-128-64-32 of 8, batch 4,000": Case(4000),
    "GwEN 512-256-128-64 of 16, batch 4,000": Case(4000, Gwen(hidden=(512, 256, 128, 64), embedding_dim=16)),
}


class Stopwatch:
    """Adds up rows, seconds and losses of steps, and times the evaluation at the end."""

    def __init__(self) -> None:
        self.rows, self.seconds, self.losses = 0, 0.0, []
        self.last = self.evaluation = 0.0

    def on(self, event: Event, _: Trainer) -> None:
        """Counts a step, but for the first ten."""
        if isinstance(event, StepDone):
            self.last = time.perf_counter()
            self.losses.append(event.loss)
            if event.step > WARM:
                self.rows += event.rows
                self.seconds += event.seconds
        elif isinstance(event, Evaluated):
            self.evaluation = time.perf_counter() - self.last

    @property
    def pace(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def train(dataset: EncodedDataset, store: Store, case: Case, *, steps: int, processes: int) -> Stopwatch:
    """One training, without snapshots."""
    watch = Stopwatch()
    settings: dict[str, Any] = {
        "batch_size": case.batch,
        "optimizer": {"kind": case.optimizer},
        "epochs": 1000,
        "max_steps": steps,
        "evaluate_splits": ["train"],
        "evaluate_rows": 10**6,
        "threads": 1,
        "processes": processes,
    }
    spec = RunSpec(
        data=DataSpec(path=str(dataset.path)),
        model=case.model,
        training=Training.parse(settings, source="the benchmark"),
        capture=Capture(every=None, each_epoch=False),
    )
    start_run(spec, store=store, dataset=dataset, observers=[watch])
    return watch


def compare(
    evidence: Evidence, dataset: EncodedDataset, store: Store, *, processes: int, steps: int, rounds: int
) -> float:
    """One process against several, case by case; the ratio of the last."""
    ratio = 0.0
    for what, case in CASES.items():
        found: dict[int, list[Stopwatch]] = {1: [], processes: []}
        for _ in range(rounds):
            for number, watches in found.items():
                watches.append(train(dataset, store, case, steps=steps, processes=number))
        paces = {number: statistics.median(watch.pace for watch in watches) for number, watches in found.items()}
        ratio = paces[processes] / paces[1]
        evidence.add(f"{what}: steps", f"{paces[1]:,.0f} rows/s by one",
                     f"{paces[processes]:,.0f} rows/s by {processes}", f"{ratio:.2f}")  # fmt: skip
        seconds = {n: statistics.median(watch.evaluation for watch in watches) for n, watches in found.items()}
        evidence.add(f"{what}: evaluation", f"{seconds[1]:.2f} s by one", f"{seconds[processes]:.2f} s by {processes}",
                     f"{seconds[1] / seconds[processes]:.2f}")  # fmt: skip
        apart = max(abs(a - b) for a, b in zip(found[1][0].losses, found[processes][0].losses, strict=True))
        close = CLOSE[case.optimizer]
        evidence.add(f"{what}: losses of {steps} steps", f"equal to {close:.0e}", f"{apart:.1e} apart at most",
                     "holds" if apart <= close else "fails", is_as_recorded=apart <= close)  # fmt: skip
    return ratio


def main() -> int:
    """Measures and compares."""
    arguments = parse_arguments(__doc__, processes={"type": int, "default": 2, "help": "processes beside the one (2)"})
    processes = arguments.processes
    evidence = Evidence(f"One process against {processes}, one thread each", arguments)
    with tempfile.TemporaryDirectory() as folder:
        rows = 50_000 if arguments.quick else 200_000
        world = WorldSpec(rows=rows, users=20_000, queries=2_000, ads=2_000)
        dataset = simulated_dataset(world, Path(folder) / "data")
        store = open_store(Path(folder) / "store")
        steps, rounds = (40, 1) if arguments.quick else (150, 3)
        ratio = compare(evidence, dataset, store, processes=processes, steps=steps, rounds=rounds)
    cores, busy = psutil.cpu_count(), psutil.getloadavg()[0]
    evidence.details["cores"], evidence.details["load"] = cores, busy
    return evidence.finish(
        f"{processes} processes take the largest case at {ratio:.2f} times the pace of one, on {cores} cores, load "
        f"{busy:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
