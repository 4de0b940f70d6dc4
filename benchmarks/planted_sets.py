"""Instances whose fields act together in known sets, and how well a detector finds those sets again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from clicklens.interactions import BlackBox, Interaction
from clicklens.interactions.black_box import Floats, Integers, Kept
from clicklens.metrics import auc

SIZES = (2, 2, 2, 3, 3, 4)  # fields of the sets of an instance


class PlantedBox(BlackBox):
    """t = Σ_i a_i kept_i + Σ_S c_S Π_{i in S} kept_i, answered as t + 0.3 tanh t; sets and weights are its own.

    The bend keeps the answer from being a sum of just those parts, as a model's is not.
    """

    def __init__(self, instances: int, *, fields: int = 39, seed: int = 0) -> None:
        super().__init__(fields=[f"field_{i}" for i in range(fields)], example_ids=np.arange(instances))
        streams = [np.random.default_rng([seed, place]) for place in range(instances)]
        self._alone = np.stack([random.normal(0, 0.5, fields) for random in streams])  # (I, F)
        self.sets = [[_chosen(random, fields, size) for size in SIZES] for random in streams]
        self._together = np.stack([random.choice([-1, 1], 6) * random.uniform(1, 2, 6) for random in streams])

    def answer(self, instances: Integers, kept: Kept) -> Floats:
        """kept (B, F) -> (B,)"""
        found = np.empty(len(kept))
        for place in np.unique(instances):
            here = instances == place
            x = kept[here].astype(np.float64)
            total = x @ self._alone[place]
            for fields, weight in zip(self.sets[place], self._together[place], strict=True):
                total += weight * x[:, fields].prod(axis=1)
            found[here] = total + 0.3 * np.tanh(total)
        return found


@dataclass(frozen=True)
class Recovery:
    """What a detector found again of the sets of each instance, all (I,) and 0 to 1."""

    auc: Floats  # over all pairs of fields, those inside a planted set being positive
    pairs: Floats  # precision of the first K pairs, K the number of positive ones
    sets: Floats  # precision of the first six sets; strict subsets of planted sets are passed over
    fidelity: Floats  # R² of the surrogate


def recovery(box: PlantedBox, pairs: Floats, sets: list[tuple[Interaction, ...]], fidelity: Floats) -> Recovery:
    """pairs (I, F, F), the sets of each instance, fidelity (I,); of the first I instances of the box."""
    every = list(combinations(range(len(box.fields)), 2))
    first, second = np.array(every).T
    found: dict[str, list[float]] = {"auc": [], "pairs": [], "sets": []}
    for place, strengths in enumerate(pairs):
        positive = {pair for fields in box.sets[place] for pair in combinations(fields, 2)}
        ranked = strengths[first, second]
        found["auc"].append(auc([float(pair in positive) for pair in every], ranked.tolist()))
        strongest = np.argsort(-ranked, kind="stable")[: len(positive)]
        found["pairs"].append(float(np.mean([every[k] in positive for k in strongest])))
        found["sets"].append(_precision(box.sets[place], sets[place]))
    return Recovery(**{name: np.array(values) for name, values in found.items()}, fidelity=fidelity)


def _precision(planted: list[tuple[int, ...]], told: tuple[Interaction, ...]) -> float:
    whole = [set(fields) for fields in planted]
    judged = [set(one.fields) for one in told if not any(set(one.fields) < fields for fields in whole)]
    return sum(fields in whole for fields in judged[: len(whole)]) / len(whole)


def _chosen(random: np.random.Generator, fields: int, size: int) -> tuple[int, ...]:
    return tuple(sorted(random.choice(fields, size, replace=False).tolist()))
