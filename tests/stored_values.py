"""Small runs, snapshots and samples, for tests of whatever is stored."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.core.run import MetricPoint, Run, RunEvent
from clicklens.core.schema import FeatureSchema
from clicklens.core.snapshot import NeuronStatistics, Snapshot, SnapshotInfo, SplitStates, Tap

TAPS = (
    Tap(name="embedding", width=6),
    Tap(name="隐藏/../1", width=4, nonlinearity="relu"),
    Tap(name="hidden.2", width=3, nonlinearity="prelu"),
)
FIELDS = ("user", "../../etc/passwd", "品类")


def make_run(run_id: str = "gwen-1", **changes: Any) -> Run:
    """A run that has just begun."""
    values: dict[str, Any] = {
        "id": run_id,
        "name": f"name of {run_id}",
        "state": "running",
        "created_at": "2026-01-01T00:00:00Z",
        "spec": {"model": {"kind": "gwen", "hidden": [4, 3]}},
        "features": FeatureSchema.parse({"name": "clicks", "fields": ["user", "item"]}, source="test"),
        "data_digest": "0" * 64,
        "data_path": "data",
    }
    return Run.model_validate({**values, **changes})


def make_states(rows: int = 5, *, seed: int = 0, fill: float | None = None) -> SplitStates:
    """States of one split, drawn at random, or all numbers alike when ``fill`` is given."""
    rng = np.random.default_rng(seed)

    def draw(*shape: int) -> NDArray[np.float32]:
        drawn = rng.normal(size=shape) if fill is None else np.full(shape, fill)
        return drawn.astype(np.float16).astype(np.float32)  # as exact as the store keeps

    before = {tap.name: draw(rows, tap.width) for tap in TAPS if tap.nonlinearity}
    after = {
        TAPS[0].name: draw(rows, TAPS[0].width),
        TAPS[1].name: np.maximum(before[TAPS[1].name], 0),
        TAPS[2].name: np.where(before[TAPS[2].name] > 0, before[TAPS[2].name], before[TAPS[2].name] / 4),
    }
    return SplitStates(
        example_ids=np.arange(rows, dtype=np.int64) + 2**53 + 1,
        weights=np.ones(rows, np.float32),
        labels={"click": (np.arange(rows) % 2).astype(np.float32)},
        logits={"click": draw(rows)},
        activations=after,
        preactivations=before,
        gradients={name: draw(rows, 2) * np.float32(2.0**-40) for name in FIELDS},
        neurons={name: _statistics(values) for name, values in after.items()},
    )


def make_snapshot(
    run_id: str = "gwen-1",
    step: int = 100,
    *,
    rows: int = 5,
    splits: tuple[str, ...] = ("train", "测试/../x"),
    fill: float | None = None,
) -> Snapshot:
    """A snapshot of one made-up model."""
    info = SnapshotInfo(
        run_id=run_id,
        step=step,
        epoch=step / 100,
        taken_at="2026-01-01T00:00:00Z",
        rows=dict.fromkeys(splits, rows),
        taps=TAPS,
        tasks=("click",),
        gradient_task="click",
        gradient_fields=FIELDS,
    )
    return Snapshot(info, {split: make_states(rows, seed=step + i, fill=fill) for i, split in enumerate(splits)})


def make_sample(rows: int = 5) -> pa.Table:
    """Rows of a split's sample, with one of every kind of field."""
    return pa.table(
        {
            "example_id": pa.array([2**53 + 1 + i for i in range(rows)], pa.int64()),
            "weight": pa.array([0.5] * rows, pa.float32()),
            "day": pa.array([None, *range(rows - 1)], pa.int64()),
            "group": pa.array([None] * rows, pa.int64()),
            "label:click": pa.array([i % 2 for i in range(rows)], pa.float32()),
            "field:user": pa.array(["用户/1"] * rows, pa.string()),
            "field:history": pa.array([["a", "b"], [], *[["c"]] * (rows - 2)], pa.list_(pa.string())),
            "field:price": pa.array([1.5] * rows, pa.float64()),
        }
    )


def flat(states: SplitStates) -> dict[str, NDArray[Any]]:
    """All arrays of a split by a name of their own, to be compared."""
    named: dict[str, NDArray[Any]] = {"example_ids": states.example_ids, "weights": states.weights}
    for part in ("labels", "logits", "activations", "preactivations", "gradients"):
        named |= {f"{part}/{name}": values for name, values in getattr(states, part).items()}
    for name, statistics in states.neurons.items():
        named |= {f"neurons/{name}/{part}": values for part, values in vars(statistics).items()}
    return named


def assert_same(found: SplitStates, expected: SplitStates) -> None:
    """Fails unless both hold the same names, types and numbers."""
    left, right = flat(found), flat(expected)
    assert list(left) == list(right)
    for name, values in right.items():
        assert left[name].dtype == values.dtype, name
        np.testing.assert_array_equal(left[name], values, err_msg=name)


def _statistics(values: NDArray[np.float32]) -> NeuronStatistics:
    edges = np.linspace(-8, 8, 5, dtype=np.float32)
    counts = [np.histogram(values[:, j], bins=edges)[0] for j in range(values.shape[1])]
    n = max(len(values), 1)
    mean = values.sum(axis=0) / np.float32(n)
    return NeuronStatistics(
        mean=mean,
        deviation=np.sqrt(((values - mean) ** 2).sum(axis=0) / np.float32(n)),
        zero_share=((values == 0).sum(axis=0) / n).astype(np.float32),
        histogram=np.array(counts, dtype=np.int64),
        edges=edges,
    )


def make_point(step: int = 1, split: str = "test", day: int | None = None, **values: float | None) -> MetricPoint:
    """One evaluation."""
    return MetricPoint(step=step, epoch=step / 10, split=split, day=day, values=values or {"auc": 0.5})


def make_event(step: int, kind: str = "alarm") -> RunEvent:
    """Something that happened."""
    return RunEvent(step=step, kind=kind, at="2026-01-01T00:00:00Z")
