"""What capture costs: snapshots at their default as a share of training time, against the same training without them.

The model is the design's: 26 fields, 10^6 ids of 16 elements in all, layers of 512, 256, 128 and 64, batches of 4,096.
Capture is at its default: every 500 steps, 2 x 4,096 rows, all taps and fields, written by another thread. Stretches of
steps with a snapshot in front and without one alternate in one run; what a snapshot costs is the mean difference, so
it holds what the training thread waits for as well as what the writer takes from the same cores.

    python benchmarks/capture.py            about ten minutes: adds whole runs with and without capture
    python benchmarks/capture.py --quick    under a minute
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from evidence import Evidence, parse_arguments
from numpy.typing import NDArray
from torch import Tensor

from clicklens.capture import Capture, Recorder, Sample, take_snapshot
from clicklens.capture.neurons import neuron_statistics
from clicklens.core.run import Run
from clicklens.core.schema import FeatureSchema
from clicklens.core.snapshot import Snapshot
from clicklens.core.store import Store
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Gwen, build_model
from clicklens.store import open_store
from clicklens.training import Training
from clicklens.training.feed import StepRows
from clicklens.training.forward import build_forward
from clicklens.training.optimizer import Adagrad, CtrOptimizer, build_optimizer
from clicklens.training.step import take_step

BUDGET = 0.02  # of training time
IDS = 1_000_000  # in all tables together
BATCH = 4096
STRETCH = 4  # steps: longer than the writer needs, so that all it takes falls into the stretch
SETTINGS = Capture()


@dataclass(frozen=True)
class RowsInMemory:
    """Random rows behind the interface of an encoded split."""

    schema: FeatureSchema
    ids: Tensor  # (rows, F)

    def __len__(self) -> int:
        return len(self.ids)

    def batch(self, rows: NDArray[np.int64]) -> Batch:
        picked = self.ids[torch.from_numpy(rows)]
        return Batch(
            ids={f.name: picked[:, i : i + 1] for i, f in enumerate(self.schema.fields)},
            numeric=torch.zeros(len(rows), 0),
            labels={"click": torch.from_numpy(rows % 5 == 0).float()},
            example_ids=torch.from_numpy(rows),
        )

    def decoded(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        return pd.DataFrame(self.ids[torch.from_numpy(rows)].numpy().astype(str), columns=self.names)

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.schema.fields]


@dataclass(frozen=True)
class Bench:
    """A model, its optimiser, batches to train on, and samples to capture."""

    model: CtrModel
    optimizer: CtrOptimizer
    batches: list[Batch]
    samples: dict[str, Sample]
    schema: FeatureSchema

    def steps(self, count: int) -> float:
        """Takes steps; seconds."""
        forward = build_forward(self.model, Training(), torch.device("cpu"))
        started = time.perf_counter()
        for number in range(count):
            take_step(forward, self.optimizer, StepRows.of(self.batches[number % len(self.batches)]), number=number)
        return time.perf_counter() - started

    def snapshot(self) -> Snapshot:
        return take_snapshot(self.model, self.samples, run_id="bench", step=0, epoch=0.0, taken_at="")

    def recorder(self, store: Store, run_id: str) -> Recorder:
        values: dict[str, Any] = {"spec": {}, "features": self.schema, "data_digest": "", "data_path": ""}
        store.add_run(Run(id=run_id, name=run_id, state="running", created_at=now(), **values))
        return Recorder(store, run_id, self.samples, SETTINGS, clock=now)


def make_bench(*, fields: int, spec: Gwen) -> Bench:
    torch.manual_seed(0)
    schema = FeatureSchema.model_validate({"name": "bench", "fields": [f"field_{i}" for i in range(fields)]})
    size = IDS // fields
    model = build_model(spec, schema=schema, table_sizes={table.name: size for table in schema.tables})
    rows: Any = RowsInMemory(schema, torch.randint(0, size, (20 * BATCH, fields)))
    draw = np.random.default_rng(0)
    samples = {
        name: Sample(name=name, split=rows, positions=np.sort(draw.choice(len(rows), SETTINGS.rows, replace=False)))
        for name in ("train", "test")
    }
    batches = [rows.batch(draw.integers(0, len(rows), BATCH)) for _ in range(8)]
    bench = Bench(model, build_optimizer(Adagrad(), model.parameters()), batches, samples, schema)
    bench.steps(2)
    bench.snapshot()
    return bench


def compare_stretches(bench: Bench, store: Store, *, seconds: float) -> tuple[list[float], list[float], list[float]]:
    """Alternates stretches without and with a snapshot in front: seconds of each, and what ``record`` took of them."""
    plain, watched, recording = [], [], []
    recorder = bench.recorder(store, "stretches")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(plain) < 3:
        plain.append(bench.steps(STRETCH))
        started = time.perf_counter()
        recorder.record(bench.model, step=len(plain), epoch=0.0)
        recording.append(time.perf_counter() - started)
        bench.steps(STRETCH)
        watched.append(time.perf_counter() - started)
        recorder.flush()
    recorder.close()
    return plain, watched, recording


def compare_runs(bench: Bench, store: Store, *, pairs: int, every: int) -> tuple[list[float], list[float]]:
    """Whole runs of 2 x ``every`` steps in turn, without capture and with it, closing included; seconds of each."""
    plain, watched = [], []
    for number in range(pairs):
        plain.append(bench.steps(2 * every))
        recorder = bench.recorder(store, f"run-{number}")
        started = time.perf_counter()
        for step in (every, 2 * every):
            bench.steps(every)
            recorder.record(bench.model, step=step, epoch=0.0)
        recorder.close()
        watched.append(time.perf_counter() - started)
    return plain, watched


def median_ms(work: Any, times: int) -> float:
    """Of so many calls, in milliseconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return 1e3 * statistics.median(taken)


def now() -> str:
    return datetime.now(timezone.utc).isoformat()


def add_share(evidence: Evidence, bench: Bench, store: Store, *, seconds: float) -> float:
    """The share of training time that capture takes, by alternating stretches."""
    plain, watched, recording = compare_stretches(bench, store, seconds=seconds)
    step = statistics.median(plain) / STRETCH
    extra = [after - before for before, after in zip(plain, watched, strict=True)]
    cost = statistics.mean(extra)
    error = statistics.stdev(extra) / len(extra) ** 0.5
    every = SETTINGS.every or 1
    share, upper = cost / (every * step), (cost + 2 * error) / (every * step)
    evidence.add("a training step, 4,096 rows", "-", f"{1e3 * step:.1f} ms", "-")
    evidence.add("a snapshot: what training waits for", "-", f"{1e3 * statistics.median(recording):.0f} ms", "-")
    evidence.add(
        f"a snapshot: all that it costs ({len(extra)} pairs of stretches)",
        f"{1e3 * statistics.mean(plain):.0f} ms without",
        f"+{1e3 * cost:.0f} ± {2e3 * error:.0f} ms with one",
        f"{statistics.mean(watched) / statistics.mean(plain):.3f} for {STRETCH} steps",
    )
    evidence.add(
        f"share of training at its default, every {every} steps",
        f"budget {BUDGET:.0%}",
        f"{share:.2%} (at most {upper:.2%})",
        "holds" if upper <= BUDGET else "missed",
        is_as_recorded=upper <= BUDGET,
    )
    evidence.details |= {"step_ms": 1e3 * step, "snapshot_cost_ms": 1e3 * cost, "share": share, "share_upper": upper}
    return share


def add_runs(evidence: Evidence, bench: Bench, store: Store) -> None:
    every = SETTINGS.every or 1
    plain, watched = compare_runs(bench, store, pairs=3, every=every)
    ratios = [after / before for before, after in zip(plain, watched, strict=True)]
    evidence.add(
        f"whole runs of {2 * every:,} steps, {len(ratios)} pairs",
        f"{statistics.mean(plain):.1f} s without",
        f"{statistics.mean(watched):.1f} s with capture",
        f"{statistics.median(ratios):.3f} (pairs {min(ratios):.3f} to {max(ratios):.3f})",
        is_as_recorded=statistics.median(ratios) <= 1 + BUDGET,
    )
    evidence.details["run_ratios"] = ratios


def add_anatomy(evidence: Evidence, bench: Bench, store: Store, name: str, *, times: int) -> None:
    """What a snapshot of a model takes, by parts, and what it leaves on disk."""
    whole = median_ms(bench.snapshot, times)
    bare = median_ms(lambda: _taken_without_gradients(bench), times)
    snapshot = bench.snapshot()
    layers = [values for split in snapshot.splits.values() for values in split.activations.values()]
    neurons = median_ms(lambda: [neuron_statistics(values) for values in layers], times)
    recorder = bench.recorder(store, f"anatomy-{len(bench.schema.fields)}")
    recorder.close()
    run_id = f"anatomy-{len(bench.schema.fields)}"
    kept = Snapshot(info=snapshot.info.model_copy(update={"run_id": run_id}), splits=snapshot.splits)
    writing = median_ms(lambda: store.put_snapshot(kept), max(3, times // 3))
    size = store.snapshot_bytes(run_id) / 1e6
    evidence.add(f"{name}: taking a snapshot", "-", f"{whole:.0f} ms", "-")
    evidence.add("  … of it backward pass and gradients", "-", f"{whole - bare:.0f} ms", f"{1 - bare / whole:.0%}")
    evidence.add("  … of it statistics of neurons", "-", f"{neurons:.0f} ms", f"{neurons / whole:.0%}")
    evidence.add("  … writing it, on the other thread", "-", f"{writing:.0f} ms", "-")
    evidence.add("  … on disk", "-", f"{size:.1f} MB", "-")


def _taken_without_gradients(bench: Bench) -> Snapshot:
    return take_snapshot(bench.model, bench.samples, run_id="bench", step=0, epoch=0.0, taken_at="", gradients=False)


def main() -> int:
    arguments = parse_arguments(__doc__, threads={"type": int, "default": None, "help": "torch's threads"})
    if arguments.threads is not None:
        torch.set_num_threads(arguments.threads)
    evidence = Evidence(f"Capture, {torch.get_num_threads()} threads", arguments)
    times = 3 if arguments.quick else 20
    bench = make_bench(fields=26, spec=Gwen(hidden=(512, 256, 128, 64), embedding_dim=16))
    paper = make_bench(fields=34, spec=Gwen())
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store")
        share = add_share(evidence, bench, store, seconds=15 if arguments.quick else 120)
        if not arguments.quick:
            add_runs(evidence, bench, store)
        add_anatomy(evidence, bench, store, "the design's model", times=times)
        add_anatomy(evidence, paper, store, "DeepInsight's model, 34 x 8, 256-128-64-32", times=times)
    return evidence.finish(f"Capture at its default takes {share:.2%} of training time; the budget is {BUDGET:.0%}.")


if __name__ == "__main__":
    sys.exit(main())
