"""Runs whose inner states are given number by number, for analyses that can be solved by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from clicklens.analysis.captured import Captured
from clicklens.core.run import MetricPoint
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates, Tap
from tests.captured_runs import FIELDS, RUN_ID, made_up_record, statistics_of
from tests.memory_store import MemoryStore

Layers = Mapping[str, Any]  # tap -> (n, H)


def captured_by_hand(
    states: Mapping[int, Mapping[str, Layers]],
    *,
    labels: Sequence[float] | None = None,
    logits: Sequence[float] | None = None,
    weights: Sequence[float] | None = None,
    cells: Mapping[str, Sequence[Any]] | None = None,
    gradients: Mapping[str, Any] | None = None,
    groups: Sequence[int] | None = None,
    best: int | None = None,
) -> Captured:
    """``states`` are step -> split -> tap -> activations (n, H); the rest is the same in every split and at every step.

    ``cells`` are field -> values as people read them; ``best`` is the step with the best held-out AUC.
    """
    store = MemoryStore()
    store.add_run(made_up_record())
    first = next(iter(states.values()))
    n = len(next(iter(next(iter(first.values())).values())))
    shared = {
        "weights": np.ones(n) if weights is None else np.asarray(weights),
        "label": np.arange(n) % 2.0 if labels is None else np.asarray(labels),
        "logit": np.zeros(n) if logits is None else np.asarray(logits),
    }
    known = {name: np.asarray(values, dtype=np.float32) for name, values in shared.items()}
    slopes = {name: np.asarray(values, dtype=np.float32) for name, values in (gradients or {}).items()}
    for split in first:
        table: dict[str, Any] = {
            "example_id": np.arange(n),
            "weight": known["weights"],
            "day": pa.nulls(n, pa.int64()),
            "group": pa.nulls(n, pa.int64()) if groups is None else np.asarray(groups),
            "label:click": known["label"],
            **{f"field:{name}": list(values) for name, values in (cells or {}).items()},
        }
        store.put_sample(RUN_ID, split, pa.table(table))
    for step, splits in states.items():
        layers = {name: np.asarray(values, dtype=np.float32) for name, values in next(iter(splits.values())).items()}
        info = SnapshotInfo(
            run_id=RUN_ID,
            step=step,
            epoch=0.0,
            taken_at="2026-01-01T00:00:00Z",
            rows=dict.fromkeys(splits, n),
            taps=tuple(Tap(name=name, width=values.shape[1]) for name, values in layers.items()),
            tasks=("click",),
            gradient_task="click" if slopes else None,
            gradient_fields=tuple(slopes),
        )
        parts = {split: _states(given, known, slopes) for split, given in splits.items()}
        store.put_snapshot(Snapshot(info=info, splits=parts))
    if best is not None:
        judged = "test" if "test" in first else next(iter(first))
        store.add_metrics(RUN_ID, [MetricPoint(step=best, epoch=0.0, split=judged, values={"auc": 0.9})])
    assert set(cells or {}) <= set(FIELDS)
    return Captured(store, RUN_ID)


def _states(layers: Layers, known: Mapping[str, Any], slopes: Mapping[str, Any]) -> SplitStates:
    activations = {name: np.asarray(values, dtype=np.float32) for name, values in layers.items()}
    return SplitStates(
        example_ids=np.arange(len(known["label"])),
        weights=known["weights"],
        labels={"click": known["label"]},
        logits={"click": known["logit"]},
        activations=activations,
        preactivations={},
        gradients=dict(slopes),
        neurons={name: statistics_of(values) for name, values in activations.items()},
    )
