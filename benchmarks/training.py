"""What a training step costs beside the model's hidden layers alone, and how fast a whole training reads its rows.

    python benchmarks/training.py [--quick] [--full] [--threads N] [--json FILE]

The step is the real one: GwEN with 26 fields of 16 elements and layers of 512, 256, 128, 64, batch 4,096, our Adagrad.
The peer is the same layers on a ready input of 416 numbers with torch's Adagrad and no embedding at all. That input
asks for its gradient: whoever learns embeddings needs it, and it is the only part of the cost that no table can avoid;
the layers without it stand in the table too. A round makes every step once; a figure is the fastest of its rounds, the
one that other work on the machine disturbed least. With ``--threads 1`` it is processor time, which other work does not
lengthen.

Ids are drawn as logs draw them (rank r as often as 1/r), or evenly, so that nearly every look-up is another row: the
worst case, which has no budget.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from evidence import Evidence, parse_arguments
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.models import Gwen, build_model
from clicklens.nn import HiddenLayer
from clicklens.training import Event, Trainer, Training
from clicklens.training.event import StepDone
from clicklens.training.feed import StepRows
from clicklens.training.forward import build_forward
from clicklens.training.optimizer import Adagrad, build_optimizer
from clicklens.training.step import take_step

FIELDS, DIM, BATCH = 26, 16, 4096
HIDDEN = (512, 256, 128, 64)
BUDGET = 1.15  # of the layers alone
READY = 8  # batches that are made beforehand

Step = Callable[[int], object]
Clock = Callable[[], float]  # seconds


def layers() -> nn.Sequential:
    """GwEN's hidden layers and output."""
    widths = [FIELDS * DIM, *HIDDEN]
    hidden = [HiddenLayer(width_in=a, width=b) for a, b in pairwise(widths)]
    return nn.Sequential(*hidden, nn.Linear(widths[-1], 1))


def layers_alone(*, needs_gradient: bool) -> Step:
    """The peer: forward, backward and update without an embedding."""
    model = layers()
    optimizer = torch.optim.Adagrad(model.parameters(), initial_accumulator_value=1e-4)
    ready = torch.randn(BATCH, FIELDS * DIM).requires_grad_(needs_gradient)
    labels = torch.randint(0, 2, (BATCH,)).float()

    def step(_: int) -> None:
        optimizer.zero_grad()
        ready.grad = None
        loss = binary_cross_entropy_with_logits(model(ready).squeeze(1), labels)
        loss.item()
        loss.backward()
        optimizer.step()

    return step


def draw(ids: int, *, evenly: bool, seed: int) -> Tensor:
    """int64 (BATCH, FIELDS): ids of tables of equal size, from 1."""
    chance, size = np.random.default_rng(seed), ids // FIELDS - 1
    if evenly:
        return torch.from_numpy(chance.integers(1, size + 1, (BATCH, FIELDS)))
    ranks = np.floor((size + 1.0) ** chance.random((BATCH, FIELDS))).astype(np.int64)  # P(rank) ~ 1 / rank
    return torch.from_numpy(np.minimum(ranks, size))


def ours(ids: int, *, evenly: bool, rowwise: bool) -> Step:
    """The real step on the real model."""
    names = [f"field_{number}" for number in range(FIELDS)]
    schema = FeatureSchema.model_validate({"name": "benchmark", "fields": names})
    sizes = dict.fromkeys(names, ids // FIELDS)
    model = build_model(Gwen(hidden=HIDDEN, embedding_dim=DIM), schema=schema, table_sizes=sizes)
    optimizer = build_optimizer(Adagrad(rowwise=rowwise), model.parameters())
    batches = []
    for seed in range(READY):
        drawn = draw(ids, evenly=evenly, seed=seed)
        batches.append(
            Batch(
                ids={name: drawn[:, [place]] for place, name in enumerate(names)},
                numeric=torch.zeros(BATCH, 0),
                labels={"click": torch.randint(0, 2, (BATCH,)).float()},
                example_ids=torch.arange(BATCH),
            )
        )
    forward = build_forward(model, Training(), torch.device("cpu"))
    return lambda number: take_step(forward, optimizer, StepRows.of(batches[number % READY]), number=number)


def dense_adam(ids: int) -> Step:
    """For contrast: torch's Embedding with a dense gradient and torch's Adam, which touch every row at every step."""
    table, tower = nn.Embedding(ids, DIM), layers()
    optimizer = torch.optim.Adam([*table.parameters(), *tower.parameters()])
    offsets = torch.arange(FIELDS) * (ids // FIELDS)
    drawn = [draw(ids, evenly=False, seed=seed) + offsets for seed in range(READY)]
    labels = torch.randint(0, 2, (BATCH,)).float()

    def step(number: int) -> None:
        optimizer.zero_grad()
        logits = tower(table(drawn[number % READY]).flatten(1)).squeeze(1)
        loss = binary_cross_entropy_with_logits(logits, labels)
        loss.item()
        loss.backward()
        optimizer.step()

    return step


def measure(steps: dict[str, Step], *, rounds: int, clock: Clock) -> dict[str, float]:
    """Milliseconds of each step in its fastest round, after three rounds of warming up."""
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(rounds + 3):
        for name, step in steps.items():
            began = clock()
            step(number)
            if number >= 3:
                taken[name].append(1e3 * (clock() - began))
    return {name: min(found) for name, found in taken.items()}


def compare(evidence: Evidence, ids: int, *, rounds: int, clock: Clock) -> float:
    """Adds the rows of one size; returns the ratio of the row-wise step to its peer."""
    peer, bare, adam = "layers alone", "layers alone, input without a gradient", "torch's dense Adam, for contrast"
    main, full = "row-wise Adagrad", "Adagrad"
    steps = {peer: layers_alone(needs_gradient=True), bare: layers_alone(needs_gradient=False)}
    steps |= {
        main: ours(ids, evenly=False, rowwise=True),
        full: ours(ids, evenly=False, rowwise=False),
        f"{main}, ids drawn evenly": ours(ids, evenly=True, rowwise=True),
        f"{full}, ids drawn evenly": ours(ids, evenly=True, rowwise=False),
    }
    taken = measure(steps, rounds=rounds, clock=clock)
    taken |= measure({adam: dense_adam(ids)}, rounds=3, clock=clock)
    for name, milliseconds in taken.items():
        if name != peer:
            ratio = milliseconds / taken[peer]
            here = f"{milliseconds:.1f} ms, {1e3 * BATCH / milliseconds:,.0f} rows/s"
            held = name not in (main, full) or ratio <= BUDGET
            evidence.add(
                f"10^{len(str(ids)) - 1} ids: {name}",
                f"{taken[peer]:.1f} ms",
                here,
                f"{ratio:.3f}",
                is_as_recorded=held,
            )
    return taken[main] / taken[peer]


class Pace:
    """Adds up rows and seconds of steps."""

    def __init__(self) -> None:
        self.rows, self.seconds = 0, 0.0

    def on(self, event: Event, _: Trainer) -> None:
        """Counts a step, but for the first ten of a training."""
        if isinstance(event, StepDone) and event.step > 10:
            self.rows += event.rows
            self.seconds += event.seconds


def whole_training(evidence: Evidence, dataset: EncodedDataset, clock: Clock) -> float:
    """The trainer on an encoded set, against the same steps on batches that wait in memory; returns rows a second."""
    settings = Training(batch_size=1000, epochs=1)
    split = dataset.split("train")
    pace = Pace()

    def model() -> Trainer:
        built = build_model(Gwen(), schema=dataset.schema, table_sizes=dataset.table_sizes)
        return Trainer(built, dataset, settings, observers=[pace], clock=clock)

    ready = [split.batch(split.shuffled(0, 0)[first : first + 1000]) for first in range(0, 20_000, 1000)]
    still = model()
    forward = build_forward(still.model, settings, still.device)
    number, seconds = 0, 0.0
    for _ in range(4):
        model().fit()
        for batch in ready:
            began = clock()
            take_step(forward, still.optimizer, StepRows.of(batch), number=number)
            seconds, number = seconds + clock() - began, number + 1
    rate, peer = pace.rows / pace.seconds, 1000 * number / seconds
    what = f"GwEN 256-128-64-32, batch 1,000, {len(split):,} rows"
    evidence.add(f"{what}: trainer", f"{peer:,.0f} rows/s in memory", f"{rate:,.0f} rows/s", f"{rate / peer:.2f}")
    return rate


def main() -> int:
    """Measures and compares."""
    arguments = parse_arguments(
        __doc__,
        full={"action": "store_true", "help": "10^7 ids too (4 GB of memory)"},
        threads={"type": int, "default": 2, "help": "threads that torch computes with (2)"},
    )
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    evidence = Evidence("A training step beside its hidden layers alone", arguments)
    sizes = [10**5, 10**6, *([10**7] if arguments.full else [])]
    clock = time.process_time if arguments.threads == 1 else time.perf_counter
    rounds = 12 if arguments.quick else 60
    ratios = [compare(evidence, ids, rounds=rounds, clock=clock) for ids in sizes]
    with tempfile.TemporaryDirectory() as folder:
        world = WorldSpec(rows=200_000, users=20_000, queries=2_000, ads=2_000)
        dataset = simulated_dataset(world, Path(folder) / "data")
        rate = whole_training(evidence, dataset, clock)
    shown = ", ".join(f"{ratio:.3f} at {ids:,} ids" for ratio, ids in zip(ratios, sizes, strict=True))
    return evidence.finish(
        f"Beside the layers alone a step costs {shown} (budget {BUDGET}); a small GwEN trains on {rate:,.0f} rows/s"
    )


if __name__ == "__main__":
    sys.exit(main())
