"""What each side is asked: one shape for each model, as every side understands it, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

HIDDEN, DIM, ATTENTION = (512, 256, 128, 64), 16, (64, 16)

TOWER: dict[str, Any] = {"embedding_dim": DIM, "hidden": HIDDEN}

# Our settings of each model; what the peers need to know besides stands in PEER_SHAPE.
MODELS: dict[str, dict[str, Any]] = {
    "dnn": {"kind": "dnn", **TOWER},
    "deepfm": {"kind": "deepfm", **TOWER},
    "dcnv2": {"kind": "dcnv2", **TOWER, "cross_layers": 3},
    "autoint": {"kind": "autoint", **TOWER, "attention_layers": 3, "heads": 2, "units": DIM // 2},
    "din": {"kind": "din", **TOWER, "activation": "relu", "attention_hidden": ATTENTION},
}
PEER_SHAPE: dict[str, Any] = {
    "hidden": HIDDEN,
    "dim": DIM,
    "dropout": 0.0,
    "batch_norm": False,
    "embedding_l2": 0.0,
    "cross_layers": 3,
    "attention_layers": 3,
    "heads": 2,
    "attention_hidden": ATTENTION,
}

FLOOR, FLOOR_BF16 = "the dense part alone", "the dense part alone in bf16"
MAIN, BF16 = "row-wise Adagrad", "row-wise Adagrad, bf16"
ROWWISE = {"kind": "adagrad", "rowwise": True}
PRECISION = {"precision": "bf16"}  # of the dense part; tables and the optimiser's memory stay float32
OURS: dict[str, dict[str, Any]] = {
    MAIN: {"optimizer": ROWWISE, "settings": {}},
    "lazy Adam": {"optimizer": {"kind": "adam"}, "settings": {}},
    BF16: {"optimizer": ROWWISE, "settings": PRECISION},
}
FLOORS = {FLOOR: MAIN, FLOOR_BF16: BF16}  # each with the settings of one of ours, and no look-up
PEERS = {"FuxiCTR": "fuxictr", "DeepCTR-Torch": "deepctr"}

_PEER_STEPS = {10**5: 40, 10**6: 25}  # a dense optimiser needs seconds a step at 10^7 ids


def has_history(kind: str) -> bool:
    """Whether the model reads past behaviours."""
    return kind == "din"


def floor_of(ours: str) -> str:
    """Which floor has the precision of ours."""
    return next(floor for floor, like in FLOORS.items() if OURS[like]["settings"] == OURS[ours]["settings"])


def sides(kind: str, *, peers: Iterable[str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """name -> the side, and its job; in the order of a round."""
    ours = {"task": "train", "model": MODELS[kind]}
    found: dict[str, tuple[str, dict[str, Any]]] = {
        name: ("clicklens", {**ours, **OURS[like], "floor": True}) for name, like in FLOORS.items()
    }
    found |= {name: ("clicklens", {**ours, **plan, "floor": False}) for name, plan in OURS.items()}
    there = set(peers)
    found |= {
        name: (peer, {"task": "train", "kind": kind, **PEER_SHAPE, "settings": {}})
        for name, peer in PEERS.items()
        if peer in there
    }
    return {name: (side, {**job, "history": has_history(kind)}) for name, (side, job) in found.items()}


def steps(side: str, ids: int, *, quick: bool) -> int:
    """That are counted in one round."""
    if quick:
        return 8
    return 60 if side == "clicklens" else _PEER_STEPS.get(ids, 12)
