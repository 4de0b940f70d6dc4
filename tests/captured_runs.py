"""Made-up runs as capture leaves them, for tests of analyses: small, quick, and with a truth that is known.

A row's true logit decides its click and its fields' values. The made-up model learns that logit over the first
snapshots; from ``overfit_from`` on it also learns the labels of the training rows by heart, which on other rows is
noise: the states of training rows spread, those of others hardly, and user_id takes over the gradients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.core.run import MetricPoint, Run
from clicklens.core.schema import FeatureSchema
from clicklens.core.snapshot import NeuronStatistics, Snapshot, SnapshotInfo, SplitStates, Tap
from clicklens.core.store import Store
from clicklens.metrics import summarise
from clicklens.store import open_store
from tests.memory_store import MemoryStore

FIELDS = {"user_id": "user", "city": "user", "item_id": "item", "hour": "context"}  # field -> side
DIM = 4  # elements of a field's vector
BINS = 8  # of a neuron's histogram
RUN_ID = "made-up"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MadeUpRun:
    """What ``make_captured`` was asked for."""

    steps: tuple[int, ...]
    rows: int
    taps: Mapping[str, int]
    splits: tuple[str, ...]
    overfit_from: int | None
    gradients: bool
    preactivations: bool
    days: int | None
    groups: bool
    weighted: bool
    seed: int

    def learned(self, step: int) -> float:
        """How much of the true logit the model knows: 0 to 1, near 1 from the third snapshot on."""
        place = self.steps.index(step) + 1
        return 1 - 0.35**place

    def memorised(self, step: int) -> float:
        """How much of the training labels it knows by heart: 0 before ``overfit_from``, then 0.5 more a snapshot."""
        if self.overfit_from is None:
            return 0.0
        return 0.5 * sum(self.overfit_from <= known <= step for known in self.steps)


def make_captured(
    tmp_path: Path | None = None,
    *,
    steps: int | Sequence[int] = 6,
    rows: int = 200,
    taps: int | Mapping[str, int] = 2,
    splits: Sequence[str] = ("train", "test"),
    overfit_from: int | None = None,
    gradients: bool = True,
    preactivations: bool = True,
    days: int | None = 3,
    groups: bool = True,
    weighted: bool = False,
    seed: int = 0,
) -> Captured:
    """A made-up run, kept and read back: from a folder store in ``tmp_path``, or in memory. Equal arguments give equal
    runs.

    ``steps`` are the snapshots' steps, or how many there are (100, 200, …); ``rows`` those of each split's sample;
    ``taps`` name -> neurons, or how many layers there are (8, 7, … neurons); ``overfit_from`` the step from which the
    model over-fits; ``days`` and ``groups`` say whether the rows have them (held-out days follow the training day).
    """
    asked = MadeUpRun(
        steps=tuple(100 * (i + 1) for i in range(steps)) if isinstance(steps, int) else tuple(steps),
        rows=rows,
        taps={f"layer_{i + 1}": max(8 - i, 4) for i in range(taps)} if isinstance(taps, int) else dict(taps),
        splits=tuple(splits),
        overfit_from=overfit_from,
        gradients=gradients,
        preactivations=preactivations,
        days=days,
        groups=groups,
        weighted=weighted,
        seed=seed,
    )
    store: Store = MemoryStore() if tmp_path is None else open_store(tmp_path / "store")
    store.add_run(made_up_record())
    samples = {name: _draw_rows(asked, place) for place, name in enumerate(asked.splits)}
    for name, table in samples.items():
        store.put_sample(RUN_ID, name, table.drop_columns(["truth"]))
    for step in asked.steps:
        snapshot = _snapshot(asked, samples, step)
        store.put_snapshot(snapshot)
        store.add_metrics(RUN_ID, _evaluations(asked, snapshot, samples))
    return Captured(store, RUN_ID)


def made_up_record() -> Run:
    """The run's own entry."""
    fields = [{"name": name, "side": side} for name, side in FIELDS.items()]
    features: dict[str, Any] = {"name": "made-up", "fields": fields, "day": "day", "group": "user_id"}
    return Run(
        id=RUN_ID,
        name="made up",
        state="succeeded",
        created_at="2026-01-01T00:00:00Z",
        spec={"model": {"kind": "gwen"}},
        features=FeatureSchema.model_validate(features),
        data_digest="0" * 64,
        data_path="made-up",
    )


def statistics_of(values: NDArray[np.float32]) -> NeuronStatistics:
    """values (n, H) -> what capture keeps of every neuron."""
    edges = np.linspace(values.min(), max(values.max(), values.min() + 1.0), BINS + 1)
    return NeuronStatistics(
        mean=values.mean(axis=0),
        deviation=values.std(axis=0),
        zero_share=(values == 0).mean(axis=0).astype(np.float32),
        histogram=np.stack([np.histogram(column, edges)[0] for column in values.T]),
        edges=edges.astype(np.float32),
    )


def _draw_rows(asked: MadeUpRun, place: int) -> pa.Table:
    """The sample of the split at ``place``; its column ``truth``, the true logit, is not kept."""
    random = np.random.default_rng([asked.seed, place])
    n = asked.rows
    users, items = random.integers(0, max(n // 6, 2), n), random.integers(0, 12, n)
    city, hour = users % 5, random.integers(0, 24, n)
    truth = -0.8 + 1.1 * np.sin(users) + 0.9 * np.cos(2.0 * items) + 0.2 * np.sin(hour / 4)
    clicked = random.random(n) < 1 / (1 + np.exp(-truth))
    day = np.zeros(n, dtype=np.int64) if place == 0 else 1 + np.arange(n) * (asked.days or 1) // n
    columns: dict[str, Any] = {
        "example_id": np.arange(n, dtype=np.int64) + place * 10**6,
        "weight": (1 + 3 * (random.random(n) < 0.5) if asked.weighted else np.ones(n)).astype(np.float32),
        "day": pa.nulls(n, pa.int64()) if asked.days is None else day,
        "group": users.astype(np.int64) if asked.groups else pa.nulls(n, pa.int64()),
        "label:click": clicked.astype(np.float32),
        "field:user_id": [f"u{user}" for user in users],
        "field:city": [f"city {value}" for value in city],
        "field:item_id": [f"i{item}" for item in items],
        "field:hour": [str(value) for value in hour],
        "truth": truth,
    }
    return pa.table(columns)


def _snapshot(asked: MadeUpRun, samples: Mapping[str, pa.Table], step: int) -> Snapshot:
    info = SnapshotInfo(
        run_id=RUN_ID,
        step=step,
        epoch=step / 300,
        taken_at="2026-01-01T00:00:00Z",
        rows=dict.fromkeys(asked.splits, asked.rows),
        taps=tuple(
            Tap(name=name, width=width, nonlinearity="relu" if asked.preactivations else None)
            for name, width in asked.taps.items()
        ),
        tasks=("click",),
        gradient_task="click" if asked.gradients else None,
        gradient_fields=tuple(FIELDS) if asked.gradients else (),
    )
    parts = enumerate(samples.items())
    return Snapshot(info=info, splits={name: _states(asked, table, step, place) for place, (name, table) in parts})


def _states(asked: MadeUpRun, table: pa.Table, step: int, place: int) -> SplitStates:
    random = np.random.default_rng([asked.seed, place, step])
    labels = table["label:click"].to_numpy()
    memory = asked.memorised(step)
    by_heart = (2 * labels - 1) * memory if place == 0 else 0.6 * memory * random.standard_normal(asked.rows)
    unsure = 0.05 + 1.5 * (1 - asked.learned(step))  # what the model still has at random
    logits = asked.learned(step) * table["truth"].to_numpy() + by_heart + unsure * random.standard_normal(asked.rows)
    before = {
        name: _preactivations(asked, name, logits, random, noise=1.2 / (layer + 1) + 0.15 * memory)
        for layer, name in enumerate(asked.taps)
    }
    after = {name: np.maximum(values, 0) for name, values in before.items()}
    reach = {name: 0.1 * asked.learned(step) * (i + 1) for i, name in enumerate(FIELDS)}
    reach["user_id"] += memory
    gradients = {
        name: (size * random.standard_normal((asked.rows, DIM))).astype(np.float32) for name, size in reach.items()
    }
    return SplitStates(
        example_ids=table["example_id"].to_numpy(),
        weights=table["weight"].to_numpy(),
        labels={"click": labels},
        logits={"click": logits.astype(np.float32)},
        activations=after,
        preactivations=before if asked.preactivations else {},
        gradients=gradients if asked.gradients else {},
        neurons={name: statistics_of(values) for name, values in after.items()},
    )


def _preactivations(
    asked: MadeUpRun, tap: str, logits: Floats, random: np.random.Generator, *, noise: float
) -> NDArray[np.float32]:
    """(n, H): each neuron follows the logit up or down, upper layers more closely; the last neuron is always silent."""
    width = asked.taps[tap]
    slopes = np.random.default_rng([asked.seed, *tap.encode()]).choice([-1.0, 1.0], width)  # (H,), the same every step
    values = 0.3 + np.outer(logits - logits.mean(), slopes) + noise * random.standard_normal((asked.rows, width))
    values[:, -1] = -5.0 + 0.1 * random.standard_normal(asked.rows)
    return values.astype(np.float32)


def _evaluations(asked: MadeUpRun, snapshot: Snapshot, samples: Mapping[str, pa.Table]) -> list[MetricPoint]:
    points = []
    for name, table in samples.items():
        labels, logits = snapshot.splits[name].labels["click"], snapshot.splits[name].logits["click"]
        groups = table["group"].to_numpy().astype(np.int64) if asked.groups else None
        day = None if asked.days is None else table["day"].to_numpy()
        parts: dict[int | None, NDArray[np.bool_]] = {None: np.ones(asked.rows, dtype=bool)}
        parts |= {} if day is None else {int(value): day == value for value in np.unique(day)}
        for key, part in parts.items():
            found = summarise(labels[part], logits[part], groups=None if groups is None else groups[part])
            values = {metric: value for metric, value in found.model_dump().items() if metric != "rows"}
            step, epoch = snapshot.info.step, snapshot.info.epoch
            points.append(MetricPoint(step=step, epoch=epoch, split=name, day=key, values=values))
    return points
