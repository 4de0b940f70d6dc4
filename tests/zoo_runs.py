"""A short run of any model of the catalogue, with snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import clicklens as cl
from clicklens.capture import Capture
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec
from clicklens.training import Training
from tests.zoo_models import KINDS

SPECS: dict[str, Any] = {spec().kind: spec for spec in KINDS}
WORLD = WorldSpec(
    rows=6_000,
    users=600,
    queries=80,
    ads=80,
    shops=20,
    categories=4,
    days=1,
    history_length=4,
    noise_fields=1,
    words=80,
)
SMALL = {"hidden": (12, 8), "hidden_2": (8,), "blocks": (12, 8), "heads": 2, "embedding_dim": 4}


def train_briefly(kind: str, dataset: EncodedDataset, store: Path) -> str:
    """Two epochs of that kind at a small size, with a snapshot at the end of each; the run's id."""
    spec = SPECS[kind]
    run = cl.train(
        dataset,
        model=spec(**{name: value for name, value in SMALL.items() if name in spec.model_fields}),
        training=Training(epochs=2, batch_size=500),
        capture=Capture(each_epoch=True, rows=1000, splits=("train", "test")),
        store=store,
        name=kind,
        progress=False,
    )
    return run.id
