"""From many rows to a model: which sets of fields act together so often that a cross is worth having.

The counting and pruning of GLIDER (Tsang et al., ICLR 2020, arXiv:2006.10966): every instance's first sets are counted
over all instances; the most frequent are told, but none that lies inside another that is told.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field as Setting

from clicklens.core.interval import Interval
from clicklens.core.record import Record
from clicklens.interactions.additive_box import AdditiveBox
from clicklens.interactions.black_box import BlackBox, Floats, Integers
from clicklens.interactions.catalog import AnyDetector
from clicklens.interactions.counts import Counts
from clicklens.interactions.detection import Detection, Interaction
from clicklens.interactions.nid import Nid
from clicklens.interactions.prune import MOST
from clicklens.interactions.significance import holm, sign_test

LEVEL = 0.95


class GlobalSet(Record):
    """A set of fields that act together in many rows."""

    fields: tuple[str, ...]
    count: int  # instances among whose first sets it stands
    share: Interval  # of all instances; the interval is over instances drawn anew
    strength: Interval  # mean by the detector's measure, over the instances where it stands
    stability: float = Setting(ge=0, le=1)  # share of samples of instances drawn anew in which it is told again
    by_chance: int | None = None  # its count in the model without interactions; None: not asked
    p: float | None = Setting(default=None, ge=0, le=1)  # of the sign test, corrected for all sets found
    examples: tuple[int, ...]  # example ids of the rows that show it most, the strongest first


class GlobalInteractions(Record):
    """The sets of a model, the most frequent first."""

    instances: int
    fields: tuple[str, ...]
    sets: tuple[GlobalSet, ...]  # fewer than were asked for where fewer were found
    fidelity: float | None = None  # median R² of the surrogates, where the detector has some


class Glider(Record):
    """How sets are found, counted and tested."""

    detector: AnyDetector = Nid()
    most: int = Setting(default=40, ge=1)  # sets that are told; K
    first: int = Setting(default=MOST, ge=1)  # sets of each instance that count
    tested: bool = True  # against the model without interactions, which asks and trains as much again
    draws: int = Setting(default=200, ge=20)  # samples of instances drawn anew
    examples: int = Setting(default=5, ge=0)  # rows that are named for each set
    seed: int = Setting(default=0, ge=0)

    def find(self, box: BlackBox) -> GlobalInteractions:
        """Asks the detector about every instance of the box, with and without its interactions, and counts."""
        by_chance = self.detector.detect(AdditiveBox(box, seed=self.seed)) if self.tested else None
        return self.count(self.detector.detect(box), box.example_ids, by_chance=by_chance)

    def count(
        self, detection: Detection, example_ids: Integers, *, by_chance: Detection | None = None
    ) -> GlobalInteractions:
        """What a detection says of its instances together. A set of all fields is no finding, and left out."""
        instances = len(detection.sets)
        counts = Counts(self._first(detection), self.most)
        random = np.random.default_rng(self.seed)
        times = random.multinomial(instances, np.full(instances, 1 / instances), size=self.draws)  # (draws, I)
        again = [set(counts.told(drawn)) for drawn in times]
        chance = None if by_chance is None else counts.stands_in(self._first(by_chance))  # (I, C)
        p = None if chance is None else holm(sign_test(counts.stands > 0, chance), counts.distinct)
        return GlobalInteractions(
            instances=instances,
            fields=detection.fields,
            sets=tuple(
                GlobalSet(
                    fields=tuple(detection.fields[place] for place in counts.sets[column]),
                    count=int(counts.stands[:, column].sum()),
                    share=_mean_of(counts.stands[:, column], np.ones(instances), times),
                    strength=_mean_of(counts.strength[:, column], counts.stands[:, column], times),
                    stability=sum(column in told for told in again) / self.draws,
                    by_chance=None if chance is None else int(chance[:, column].sum()),
                    p=None if p is None else float(p[column]),
                    examples=tuple(int(example_ids[row]) for row in counts.strongest(column)[: self.examples]),
                )
                for column in counts.told(np.ones(instances))
            ),
            fidelity=None if detection.fidelity is None else float(np.median(detection.fidelity)),
        )

    def _first(self, detection: Detection) -> list[list[Interaction]]:
        """The sets of each instance that count."""
        whole = len(detection.fields)
        return [[i for i in told[: self.first] if len(i.fields) < whole] for told in detection.sets]


def _mean_of(values: Floats, weights: Floats, times: Integers) -> Interval:
    """values, weights (I,), times (draws, I) -> the weighted mean with the range of its redrawn values"""
    value = float(values @ weights / weights.sum())
    above, below = times @ (values * weights), times @ weights
    low, high = np.quantile(above[below > 0] / below[below > 0], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value=value, low=min(float(low), value), high=max(float(high), value), level=LEVEL)
