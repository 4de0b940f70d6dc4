"""A real run that over-fits within seconds, with everything that the page's story needs.

Its alarm rings at step 200 of 360, the share of ``user_id`` in its saliency grows from 3% to 26%, and layer 4 adds
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import clicklens as cl
from clicklens.capture import Capture
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, simulated_dataset
from clicklens.training import Training
from clicklens.training.optimizer import Adagrad

STORY = "story"  # the over-fitted run's name
SHORT = "short"  # one of three layers that ended before it over-fitted
BEST = 160  # step
ALARM = 200  # step
WORLD = WorldSpec(rows=40_000, users=8_000, queries=400, ads=400, shops=40, days=4, train_days=3)


@dataclass(frozen=True)
class Story:
    """A store and the ids of its two runs."""

    store: Path
    story: str
    short: str


def make_story(folder: Path) -> Story:
    """Trains both runs into ``folder / runs``, on rows in ``folder / world``."""
    dataset, store = simulated_dataset(WORLD, folder / "world"), folder / "runs"
    short = _train(dataset, store, name=SHORT, hidden=(64, 32, 16), epochs=2, every=40)
    story = _train(dataset, store, name=STORY, hidden=(64, 32, 16, 8), epochs=9, every=20)
    return Story(store=store, story=story, short=short)


def _train(dataset: EncodedDataset, store: Path, *, name: str, hidden: tuple[int, ...], epochs: int, every: int) -> str:
    run = cl.train(
        dataset,
        model=cl.Gwen(hidden=hidden),
        training=Training(optimizer=Adagrad(lr=0.1), epochs=epochs, batch_size=500),
        capture=Capture(every=every, rows=8192, splits=("train", "test")),
        store=store,
        name=name,
        progress=False,
    )
    return run.id
