"""Whether what is fast is also good: epochs until each side reaches its AUC on Frappe_x1."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sides import plans
from sides.bench import Bench

DATA = "frappe-x1"
FIELDS = ["user", "item", "daytime", "weekday", "isweekend", "homework", "cost", "weather", "country", "city"]
SHAPE = {"dim": 10, "hidden": (400, 400, 400), "batch_norm": True, "dropout": 0.2}
OURS = {"kind": "dnn", "embedding_dim": 10, "hidden": (400, 400, 400), "batch_norm": True, "dropout": 0.2}
MOST_EPOCHS = 40
DROP = {"kind": "multi_step", "milestones": [0.6]}

# L2 of embeddings for each side: FuxiCTR's is what the public benchmark found best for it, DeepCTR-Torch's the same.
PEER_L2 = 0.05
_ROWWISE = {"optimizer": {**plans.ROWWISE, "lr": 0.01}, "settings": {"embedding_decay": 0.1}}
DENSE = "dense Adam, as theirs"  # what the difference is between Adam on touched rows and on all of them
TUNED: dict[str, dict[str, Any]] = {
    DENSE: {"optimizer": {"kind": "adam", "lr": 0.001, "lazy": False}, "settings": {"embedding_decay": 0.05}},
    plans.MAIN: _ROWWISE,
    plans.BF16: {**_ROWWISE, "settings": {**_ROWWISE["settings"], **plans.PRECISION}},
    "lazy Adam": {"optimizer": {"kind": "adam", "lr": 0.002}, "settings": {"embedding_decay": 0.05}},
}


def folder() -> Path | None:
    """Where the rows lie; None where they are not there."""
    named = os.environ.get("CLICKLENS_DATA")
    found = Path(named).expanduser() / DATA if named else None
    return found if found is not None and found.is_dir() else None


def peer_curve(bench: Bench, peer: str, rows: Path) -> list[tuple[float, float]]:
    """(validation, test) AUC after each epoch, until the validation AUC has not risen for two."""
    splits = {split: str(rows / f"{split}.parquet") for split in ("train", "valid", "test")}
    encoded = str(bench.folder / DATA / peer)
    named = {"names": FIELDS, "label": "label", "splits": splits, "encoded": encoded, "history": False}
    bench.work(peer, task="encode", **named)
    shape = {**plans.PEER_SHAPE, **SHAPE, "embedding_l2": PEER_L2, "kind": "dnn"}
    return [tuple(point) for point in bench.work(peer, task="quality", epochs=MOST_EPOCHS, **named, **shape)["auc"]]


def our_curve(bench: Bench, name: str, *, epochs: int) -> list[tuple[float, float]]:
    """The same, with a rate that drops once on the way, as FuxiCTR's does where validation no longer rises."""
    tuned = TUNED[name]
    settings = {**tuned["settings"], "epochs": epochs, "schedule": DROP}
    job = {"model": OURS, "optimizer": tuned["optimizer"], "settings": settings, "encoded": "-"}
    return [tuple(point) for point in bench.work("clicklens", task="quality", name=DATA, **job)["auc"]]


def best(curve: list[tuple[float, float]]) -> tuple[int, float]:
    """The epoch with the best validation AUC, from 1, and the test AUC there."""
    place = max(range(len(curve)), key=lambda at: curve[at][0])
    return place + 1, curve[place][1]


def epochs_to(curve: list[tuple[float, float]], auc: float) -> int | None:
    """The first epoch, from 1, whose test AUC reaches ``auc``."""
    return next((number for number, (_, test) in enumerate(curve, start=1) if test >= auc), None)
