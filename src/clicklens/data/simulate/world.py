"""World: an advertising log whose every click was drawn from a known probability."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import expit

from clicklens.core.field import CategoricalField, NumericField, Quantile, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.simulate.calendar import FIRST_DAY, SECONDS_A_DAY, turn
from clicklens.data.simulate.effect import Effects
from clicklens.data.simulate.intercept import intercept_for
from clicklens.data.simulate.names import Names
from clicklens.data.simulate.population import WORDS_TYPED, Population, Rows
from clicklens.data.simulate.spec import WorldSpec
from clicklens.data.simulate.truth import Truth, measure
from clicklens.data.split import SPLITS

_BLOCK = 65_536  # rows drawn with one generator: what makes rows independent of how they are asked for
_MEASURED = 100_000  # rows that the truth is measured on


def world_schema(spec: WorldSpec) -> FeatureSchema:
    """The fields of a simulated row. The truth's columns are not among them."""
    return FeatureSchema(
        name="simulated-world",
        fields=(
            CategoricalField(name="user_id", side="user"),
            CategoricalField(name="age", side="user"),
            CategoricalField(name="gender", side="user"),
            CategoricalField(name="city", side="user"),
            CategoricalField(name="query"),
            CategoricalField(name="keywords", multi=True, max_length=WORDS_TYPED),
            CategoricalField(name="ad", side="item"),
            CategoricalField(name="shop", side="item"),
            CategoricalField(name="category", side="item"),
            NumericField(name="price", side="item", transform=Quantile(buckets=16)),
            CategoricalField(name="position"),
            CategoricalField(name="hour"),
            CategoricalField(name="device"),
            SequenceField(
                name="recent_categories",
                side="user",
                table="category",
                attends_to="category",
                max_length=spec.history_length,
            ),
            *(CategoricalField(name=f"noise_{k + 1}") for k in range(spec.noise_fields)),
        ),
        day="day",
        time="time",
        group="user_id",
    )


class World:
    """A simulated log and its truth. Iterating gives Arrow record batches, the same ones every time."""

    def __init__(self, spec: WorldSpec) -> None:
        self.spec = spec
        self.schema = world_schema(spec)
        self.population = Population(spec)
        self.effects = Effects(self.population)
        self._names = Names(self.population)
        self.effects.intercept = intercept_for(self.effects.logits(self.sample(_MEASURED)), spec.click_rate)

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        return self.chunks()

    def chunks(self, rows: int = 131_072) -> Iterator[pa.RecordBatch]:
        """The whole log in time order, ``rows`` at a time; the rows do not depend on that number.

        Beside the fields stand ``click``, ``day`` (days since 1970-01-01), ``time`` (seconds), ``split``,
        ``true_logit`` and ``true_pctr``.
        """
        held: list[pa.RecordBatch] = []
        waiting = 0
        for block in range(0, self.spec.rows, _BLOCK):
            drawn = self._block(block)
            held.append(drawn)
            waiting += len(drawn)
            while waiting >= rows:
                whole = pa.concat_batches(held)
                yield whole.slice(0, rows)
                held, waiting = [whole.slice(rows)], waiting - rows
        if waiting:
            yield pa.concat_batches(held)

    def sample(self, rows: int, seed: int = 0) -> dict[str, NDArray[Any]]:
        """Impressions from all over the log in random order, as codes for ``effects``; not rows of ``chunks``."""
        rng = np.random.default_rng([self.spec.seed, 3, seed])
        places = rng.permutation(np.linspace(0, self.spec.rows - 1, rows).astype(np.int64))
        return self.population.draw(places, rng)

    @cached_property
    def truth(self) -> Truth:
        """What is known about this world, measured on its formula."""
        correlation = np.cos(turn(self.spec, np.arange(self.spec.days)))
        names = tuple(field.name for field in self.schema.fields)
        sample = self.sample(_MEASURED, seed=1)
        return measure(self.effects, sample, names, first_day=FIRST_DAY, turned=correlation)

    def _block(self, first: int) -> pa.RecordBatch:
        rng = np.random.default_rng([self.spec.seed, 4, first // _BLOCK])
        places = np.arange(first, min(first + _BLOCK, self.spec.rows))
        rows = self.population.draw(places, rng)
        return self._columns(rows, rng.random(len(places)), rng.random(len(places)))

    def _columns(self, rows: Rows, luck: NDArray[np.float64], chance: NDArray[np.float64]) -> pa.RecordBatch:
        logit = self.effects.logits(rows)
        pctr = expit(logit)
        day = rows["day"] + FIRST_DAY
        split = self.population.calendar.split(rows["day"], chance)
        columns = {field.name: self._names.column(field.name, rows[field.name]) for field in self.schema.fields}
        columns["click"] = pa.array((luck < pctr).astype(np.int8))
        columns["day"] = pa.array(day)
        columns["time"] = pa.array(day * SECONDS_A_DAY + rows["second"])
        columns["split"] = pa.array(SPLITS).take(pa.array(split))
        columns["true_logit"] = pa.array(logit)
        columns["true_pctr"] = pa.array(pctr)
        return pa.RecordBatch.from_pydict(columns)


def simulate(spec: WorldSpec) -> World:
    """Makes a world. Its rows are drawn when asked for."""
    return World(spec)
