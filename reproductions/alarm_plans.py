"""The runs of the alarm's study: data sets, widths, dropouts, learning rates and seeds, some that never over-fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clicklens.capture import Capture
from clicklens.models import Gwen
from clicklens.training import RunSpec, Training
from clicklens.training.optimizer import Adagrad
from clicklens.training.spec import Checkpoints, DataSpec

PAPER = (256, 128, 64, 32)


@dataclass(frozen=True)
class Plan:
    """One run of the study. Even seeds choose the rule, odd seeds score it."""

    data: str
    hidden: tuple[int, ...]
    dropout: float
    rate: float
    epochs: int
    every: int  # steps between snapshots
    seed: int

    @property
    def name(self) -> str:
        """Tells the run in a table."""
        shape = "-".join(str(width) for width in self.hidden)
        return f"{self.data.replace('/', '.')} {shape} dropout {self.dropout:g} rate {self.rate:g} seed {self.seed}"

    @property
    def is_for_choosing(self) -> bool:
        """Whether the rule is chosen on it; else the rule is scored on it."""
        return self.seed % 2 == 0

    def spec(self) -> RunSpec:
        """The request."""
        return RunSpec(
            name=self.name,
            data=DataSpec(name=self.data),
            model=Gwen(hidden=self.hidden, dropout=self.dropout),
            training=Training(
                optimizer=Adagrad(lr=self.rate),
                epochs=self.epochs,
                seed=self.seed,
                evaluate_every=self.every,
                evaluate_splits=("train", "test"),
                evaluate_rows=20_000,
                checkpoints=Checkpoints(every=100_000, keep=1, keep_best=False),
            ),
            capture=Capture(every=self.every, each_epoch=False, rows=4096, splits=("train", "test")),
        )


def plans(*, quick: bool) -> Iterator[Plan]:
    """All runs of the study, or a few small ones."""
    small = ("movielens-100k/random", 16, 40)
    if quick:
        for seed in (0, 1):
            yield Plan(small[0], (64, 32), 0.0, 0.02, 4, 40, seed)
            yield Plan(small[0], (64, 32), 0.5, 0.002, 2, 20, seed)
        return
    for data, epochs, every in (small, ("amazon-s3rec", 10, 100)):
        for seed in (0, 1):
            yield Plan(data, PAPER, 0.0, 0.05, epochs, every, seed)
            yield Plan(data, PAPER, 0.0, 0.02, epochs, every, seed)
            yield Plan(data, (64, 32), 0.0, 0.02, epochs, every, seed)
            yield Plan(data, PAPER, 0.5, 0.02, epochs, every, seed)
            yield Plan(data, (64, 32), 0.3, 0.002, epochs // 2, every // 2, seed)
    for seed in (2, 3):
        yield Plan(small[0], (512, 256), 0.0, 0.05, 12, 40, seed)
        yield Plan(small[0], PAPER, 0.2, 0.01, 8, 25, seed)
    for seed in (0, 1):
        yield Plan("movielens-1m", PAPER, 0.0, 0.02, 3, 250, seed)
        yield Plan("movielens-1m", (64, 32), 0.2, 0.005, 2, 150, seed)
    for seed in (0, 1, 2, 3):
        yield Plan("simulated", PAPER, 0.0, 0.02, 20, 24, seed)
        yield Plan("simulated", (64, 32), 0.0, 0.05, 20, 24, seed)
    for seed in (0, 1):
        yield Plan("simulated", PAPER, 0.5, 0.005, 4, 20, seed)
        yield Plan("simulated", (64, 32), 0.0, 0.005, 4, 20, seed)
        yield Plan("simulated/paper", PAPER, 0.0, 0.03, 5, 240, seed)
