"""A plain world for what acts together: many fields alike, and sets of two and three of them that are known to.

The ad world beside this one tells a story; here nothing does, so that a method cannot lean on one. Fields are
independent, and a set's part of the logit is a table without effects of a single field. In a triple pairs act, too: of
three-way tables without them a network learns little.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pydantic import Field as Setting
from pydantic import model_validator
from scipy.special import expit
from typing_extensions import Self

from clicklens.core.field import CategoricalField
from clicklens.core.record import Record
from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.progress import Listener
from clicklens.data.simulate.intercept import intercept_for
from clicklens.data.simulate.truth import InteractionTruth, best_auc
from clicklens.data.split import NAMED_SPLIT, SPLITS

_BLOCK = 65_536  # rows drawn with one generator: what makes rows independent of how they are asked for
_MEASURED = 100_000  # rows that the truth is measured on
_TRIES = 1_000

Codes = NDArray[np.int64]  # (n, fields)
Floats = NDArray[np.float64]


class CrossedSpec(Record):
    """How big the world is, and how strongly things act in it. Equal specs give equal rows."""

    rows: int = Setting(default=300_000, ge=1_000)
    validation_share: float = Setting(default=0.15, ge=0, lt=0.5)
    test_share: float = Setting(default=0.2, gt=0, lt=0.5)
    fields: int = Setting(default=32, ge=4, le=200)
    fewest_values: int = Setting(default=3, ge=2)  # of a field; the others have up to ``most_values``
    most_values: int = Setting(default=5, ge=2, le=1_000)
    pairs: int = Setting(default=6, ge=0)
    triples: int = Setting(default=4, ge=0)
    shared: int = Setting(default=1, ge=1)  # sets that a field stands in, at most
    main_strength: float = Setting(default=0.15, ge=0)  # deviation of a field's own part, in logits
    pair_strength: float = Setting(default=0.5, ge=0)  # deviation of a pair's part, in logits
    triple_strength: float = Setting(default=0.7, ge=0)
    click_rate: float = Setting(default=0.2, gt=0, lt=0.5)
    seed: int = Setting(default=0, ge=0)

    @model_validator(mode="after")
    def _sizes_fit(self) -> Self:
        if self.most_values < self.fewest_values:
            raise ValueError(f"most_values is {self.most_values}, which is fewer than fewest_values")
        if 2 * self.pairs + 3 * self.triples > self.shared * self.fields:
            raise ValueError(
                f"{self.pairs} pairs and {self.triples} triples need more than {self.fields} fields, each of which "
                f"stands in {self.shared} at most"
            )
        return self


class CrossedWorld:
    """Rows and their truth: logit = intercept + Σ_i f_i(x_i) + Σ_S f_S(x_S), click ~ Bernoulli(sigmoid(logit))."""

    def __init__(self, spec: CrossedSpec) -> None:
        rng = np.random.default_rng([spec.seed, 1])
        self.spec = spec
        self.names = tuple(f"f{i + 1:02d}" for i in range(spec.fields))
        self.schema = FeatureSchema(name="crossed-world", fields=tuple(CategoricalField(name=n) for n in self.names))
        self._values = rng.integers(spec.fewest_values, spec.most_values + 1, spec.fields)  # (fields,)
        self._sets = _drawn_sets(rng, spec)
        self._main = [spec.main_strength * _centred(rng, (int(count),)) for count in self._values]
        self._tables = [
            (spec.pair_strength if len(one) == 2 else spec.triple_strength)
            * _centred(rng, tuple(int(self._values[place]) for place in one))
            for one in self._sets
        ]
        self._intercept = 0.0
        self._intercept = intercept_for(self.logits(self._sample), spec.click_rate)

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        return self.chunks()

    def chunks(self) -> Iterator[pa.RecordBatch]:
        """The whole log. Beside the fields stand ``click``, ``split``, ``true_logit``."""
        for first in range(0, self.spec.rows, _BLOCK):
            rng = np.random.default_rng([self.spec.seed, 3, first // _BLOCK])
            count = min(_BLOCK, self.spec.rows - first)
            codes = self._codes(rng, count)
            yield self._columns(codes, rng.random(count), rng.random(count))

    def logits(self, codes: Codes) -> Floats:
        """The true logit of each row, (n,)."""
        total = np.full(len(codes), self._intercept)
        for place, table in enumerate(self._main):
            total += table[codes[:, place]]
        for one, table in zip(self._sets, self._tables, strict=True):
            total += table[tuple(codes[:, place] for place in one)]
        return total

    @cached_property
    def planted(self) -> tuple[InteractionTruth, ...]:
        """The sets that act together, the strongest first."""
        told = [
            InteractionTruth(
                fields=tuple(self.names[place] for place in one),
                deviation=float(table[tuple(self._sample[:, place] for place in one)].std()),
            )
            for one, table in zip(self._sets, self._tables, strict=True)
        ]
        return tuple(sorted(told, key=lambda truth: -truth.deviation))

    @cached_property
    def auc(self) -> float | None:
        """What no model can surpass: the expected AUC of the true probabilities."""
        return best_auc(expit(self.logits(self._sample)))

    @cached_property
    def _sample(self) -> Codes:
        return self._codes(np.random.default_rng([self.spec.seed, 2]), _MEASURED)

    def _codes(self, rng: np.random.Generator, rows: int) -> Codes:
        return np.floor(rng.random((rows, len(self._values))) * self._values).astype(np.int64)

    def _columns(self, codes: Codes, luck: Floats, chance: Floats) -> pa.RecordBatch:
        logit = self.logits(codes)
        spec = self.spec
        split = np.where(chance < spec.test_share, 2, np.where(chance < spec.test_share + spec.validation_share, 1, 0))
        columns: dict[str, Any] = {name: pa.array(codes[:, place]) for place, name in enumerate(self.names)}
        columns["click"] = pa.array((luck < expit(logit)).astype(np.int8))
        columns["split"] = pa.array(SPLITS).take(pa.array(split))
        columns["true_logit"] = pa.array(logit)
        return pa.RecordBatch.from_pydict(columns)


def crossed_dataset(world: CrossedWorld, out: str | Path, progress: Listener | None = None) -> EncodedDataset:
    """The world's rows, encoded into the folder ``out``. Raises as ``encode`` does."""
    return encode(world, world.schema, out, split=NAMED_SPLIT, progress=progress)


def _drawn_sets(rng: np.random.Generator, spec: CrossedSpec) -> list[tuple[int, ...]]:
    """Triples, then pairs: no two share more than one field, and no field stands in more than ``shared``."""
    sizes = [3] * spec.triples + [2] * spec.pairs
    for _ in range(_TRIES):
        sets: list[tuple[int, ...]] = []
        used = np.zeros(spec.fields, dtype=np.int64)
        for size in sizes:
            free = np.flatnonzero(used < spec.shared)
            if len(free) < size:
                break
            one = tuple(sorted(rng.choice(free, size, replace=False).tolist()))
            if any(len(set(one) & set(other)) > 1 for other in sets):
                break
            used[list(one)] += 1
            sets.append(one)
        if len(sets) == len(sizes):
            return sets
    raise ValueError(f"no {spec.triples} triples and {spec.pairs} pairs of {spec.fields} fields were found; fewer fit")


def _centred(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Normal values of deviation 1, of mean 0 whatever the value on any one axis, if there are two axes or more."""
    table = rng.standard_normal(shape)
    table = table - table.mean()
    if len(shape) > 1:
        for axis in range(len(shape)):
            others = tuple(other for other in range(len(shape)) if other != axis)
            table = table - table.mean(axis=others, keepdims=True)
    return np.asarray(table / table.std())
