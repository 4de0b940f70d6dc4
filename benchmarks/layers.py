"""What do a compiler and bfloat16 bring? Trains the same steps with the layers as they are, compiled, and in bfloat16.

    python benchmarks/layers.py [--quick] [--threads N] [--json FILE]

The peer is the same model in full precision and not compiled, in the same run. Steps are timed without the first ten,
so compiling is a figure of its own. The claims that are held: compiled losses are the same to 1e-3 (sums in another
order, step upon step), those in bfloat16 to 0.01 nats.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch
from evidence import Evidence, parse_arguments

from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.models import AutoInt, Gwen, ModelSpec, build_model
from clicklens.training import Event, Trainer, Training
from clicklens.training.event import StepDone

WARM = 10  # steps that are left out
BATCH = 4000
MODELS: dict[str, ModelSpec] = {
    "GwEN 512-256-128-64 of 16": Gwen(hidden=(512, 256, 128, 64), embedding_dim=16),
    "AutoInt of 16": AutoInt(embedding_dim=16),
}
WAYS: dict[str, tuple[dict[str, Any], float]] = {  # settings, and how far losses may lie apart in nats
    "compiled": ({"compile": True}, 1e-3),
    "bfloat16": ({"precision": "bf16"}, 1e-2),
    "bfloat16, compiled": ({"precision": "bf16", "compile": True}, 1e-2),
}


class Stopwatch:
    """Notes seconds and losses of steps."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.losses: list[float] = []

    def on(self, event: Event, _: Trainer) -> None:
        """Notes a step."""
        if isinstance(event, StepDone):
            self.seconds.append(event.seconds)
            self.losses.append(event.loss)

    @property
    def pace(self) -> float:
        """Rows a second, by the step in the middle."""
        return BATCH / statistics.median(self.seconds[WARM:])


def train(dataset: EncodedDataset, model: ModelSpec, *, steps: int, **settings: Any) -> Stopwatch:
    """One training."""
    torch.manual_seed(0)
    watch = Stopwatch()
    built = build_model(model, schema=dataset.schema, table_sizes=dataset.table_sizes)
    training = Training(batch_size=BATCH, epochs=1000, max_steps=steps, **settings)
    Trainer(built, dataset, training, observers=[watch], clock=time.perf_counter).fit()
    return watch


def compare(evidence: Evidence, dataset: EncodedDataset, *, steps: int) -> dict[str, float]:
    """Every model in every way; the ratio of paces of the first model by way."""
    ratios: dict[str, float] = {}
    for what, model in MODELS.items():
        plain = train(dataset, model, steps=steps)
        for way, (settings, allowed) in WAYS.items():
            found = train(dataset, model, steps=steps, **settings)
            ratio = found.pace / plain.pace
            ratios.setdefault(way, ratio)
            evidence.add(f"{what}: {way}", f"{plain.pace:,.0f} rows/s", f"{found.pace:,.0f} rows/s", f"{ratio:.2f}")
            if settings.get("compile"):
                evidence.add("  … its first step", f"{plain.seconds[0]:.1f} s", f"{found.seconds[0]:.1f} s", "-")
            apart = max(abs(a - b) for a, b in zip(plain.losses, found.losses, strict=True))
            evidence.add(f"  … losses of {steps} steps", f"equal to {allowed:g} nats", f"{apart:.1e} apart at most",
                         "holds" if apart <= allowed else "fails", is_as_recorded=apart <= allowed)  # fmt: skip
    return ratios


def main() -> int:
    """Measures and compares."""
    arguments = parse_arguments(
        __doc__, threads={"type": int, "default": 1, "help": "threads that torch computes with (1)"}
    )
    torch.set_num_threads(arguments.threads)
    evidence = Evidence(f"Layers as they are, compiled, and in bfloat16, batch {BATCH:,}", arguments)
    with tempfile.TemporaryDirectory() as folder:
        world = WorldSpec(rows=50_000, users=20_000, queries=2_000, ads=2_000)
        dataset = simulated_dataset(world, Path(folder) / "data")
        ratios = compare(evidence, dataset, steps=30 if arguments.quick else 100)
    shown = ", ".join(f"{way} {ratio:.2f}" for way, ratio in ratios.items())
    return evidence.finish(f"Beside the layers as they are, GwEN takes its steps at the pace: {shown}")


if __name__ == "__main__":
    sys.exit(main())
