"""Pruning: of sets of fields that lie in one another, the ones worth telling."""

from __future__ import annotations

from collections.abc import Iterable

from clicklens.interactions.detection import Interaction

MOST = 100  # sets of an instance, as in the authors' code


def pruned(ranked: Iterable[Interaction], *, most: int = MOST) -> tuple[Interaction, ...]:
    """Strongest first in, strongest first out: a set that lies inside a stronger one is left out.

    A set that comes after one of its own subsets is told beside it: the subset was the stronger. Tsang et al.,
    arXiv:1705.04977 and arXiv:2006.10966, as the authors' code walks down the ranking.
    """
    told: list[Interaction] = []
    largest: list[int] = []  # of what was told, the sets that lie in no other, as bits
    for interaction in ranked:
        if len(told) == most:
            break
        bits = as_bits(interaction.fields)
        if not any(lies_inside(bits, other) for other in largest):
            told.append(interaction)
            largest = [other for other in largest if not lies_inside(other, bits)]
            largest.append(bits)
    return tuple(told)


def as_bits(fields: Iterable[int]) -> int:
    """A set of fields as one number, bit i for field i: inside and outside are then one operation."""
    bits = 0
    for field in fields:
        bits |= 1 << field
    return bits


def lies_inside(bits: int, other: int) -> bool:
    """Whether the one set is a strict subset of the other."""
    return bits != other and bits & other == bits
