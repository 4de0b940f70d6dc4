"""Detection: which fields act together in each instance, and how strongly. What every detector gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from clicklens.interactions.black_box import BlackBox, Floats

FieldSet = tuple[int, ...]  # places of fields, ascending


class Interaction(NamedTuple):
    """Fields that act together, and how strongly by the measure of the detector that found them."""

    fields: FieldSet  # two or more
    strength: float  # above 0; of one detector's interactions the greater is the stronger


@dataclass(frozen=True)
class Detection:
    """What a detector found in I instances of F fields."""

    fields: tuple[str, ...]
    pairs: Floats  # (I, F, F), 0 or above, symmetric, 0 on the diagonal; (1, F, F) where all instances are told as one
    sets: tuple[tuple[Interaction, ...], ...]  # of each instance the interactions of any order, the strongest first
    fidelity: Floats | None = None  # (I,) R² of the surrogate on rows that it has not seen; at most 1

    def named(self, interaction: Interaction) -> tuple[str, ...]:
        """The names of an interaction's fields."""
        return tuple(self.fields[place] for place in interaction.fields)

    def mean_pairs(self) -> Floats:
        """(F, F), the mean over the instances."""
        mean: Floats = self.pairs.mean(axis=0)
        return mean


class Detector(Protocol):
    """A way to find interactions in any black box. The same box gives the same answer."""

    def detect(self, box: BlackBox) -> Detection:
        """Asks the box and tells what acts together in each of its instances."""


def ranked_pairs(pairs: Floats) -> tuple[tuple[Interaction, ...], ...]:
    """pairs (I, F, F) -> of each instance those above 0 as interactions, the strongest first."""
    first, second = np.triu_indices(pairs.shape[1], k=1)
    found = []
    for strengths in pairs[:, first, second]:  # (F (F - 1) / 2,)
        order = np.argsort(-strengths, kind="stable")
        order = order[strengths[order] > 0]
        found.append(tuple(Interaction((int(first[k]), int(second[k])), float(strengths[k])) for k in order))
    return tuple(found)


def symmetric(upper: Floats, fields: int) -> Floats:
    """upper (I, F (F - 1) / 2), the pairs in the order of ``numpy.triu_indices`` -> (I, F, F)"""
    pairs = np.zeros((len(upper), fields, fields))
    first, second = np.triu_indices(fields, k=1)
    pairs[:, first, second] = pairs[:, second, first] = upper
    return pairs


def united(sets: Iterable[FieldSet]) -> list[FieldSet]:
    """Overlapping sets become one, until none overlap: what Archipelago (arXiv:2006.10965) makes of its first pairs."""
    apart: list[set[int]] = []
    for fields in sets:
        merged = set(fields)
        for other in [known for known in apart if known & merged]:
            merged |= other
            apart.remove(other)
        apart.append(merged)
    return [tuple(sorted(fields)) for fields in apart]
