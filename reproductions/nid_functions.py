"""Functions of which it is known what acts together: F1 to F10 of NID (arXiv:1705.04977), G1 to G4 of Archipelago
(arXiv:2006.10965).

Of F1 to F10 only F4 stands in the authors' code; the others are what re-implementations agree on. In F2, |x7| is taken
under the root, without which it is undefined. Fields are counted from 1, as in the papers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Synthetic:
    """A function of ten numbers, the sets that act together, and its value at the point that identifies it."""

    function: Callable[..., Floats]  # of x1, …, x10
    sets: tuple[tuple[int, ...], ...]  # from 1
    at_half: float  # every x 0.5; of F1 x4, x5, x8 and x10 are 0.8
    positives: int  # of the 45 pairs
    own: float  # pairwise AUC of a plain NumPy network of the same settings, mean of ten seeds
    spread: float  # its deviation

    def __call__(self, x: Floats) -> Floats:
        """x (…, 10) -> (…)"""
        return self.function(*np.moveaxis(x, -1, 0))

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """The pairs inside a true set, from 0."""
        return {(i - 1, j - 1) for members in self.sets for i, j in combinations(members, 2)}


def f1(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):  # noqa: ARG001 (x6 is there to do nothing)
    a = np.pi ** (x1 * x2) * np.sqrt(2 * x3) - np.arcsin(x4) + np.log(x3 + x5)
    return a - (x9 / x10) * np.sqrt(x7 / x8) - x2 * x7


def f2(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):  # noqa: ARG001
    a = np.pi ** (x1 * x2) * np.sqrt(2 * np.abs(x3)) - np.arcsin(x4 / 2) + np.log(np.abs(x3 + x5) + 1)
    return a - x9 / (1 + np.abs(x10)) * np.sqrt(np.abs(x7) / (1 + np.abs(x8))) - x2 * x7


def f3(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):  # noqa: ARG001
    a = np.exp(np.abs(x1 - x2)) + np.abs(x2 * x3) - (x3**2) ** np.abs(x4)
    return a + np.log(x4**2 + x5**2 + x7**2 + x8**2) + x9 + 1 / (1 + x10**2)


def f4(x1, x2, x3, x4, *others):
    return f3(x1, x2, x3, x4, *others) + (x1 * x4) ** 2


def f5(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):
    a = 1 / (1 + x1**2 + x2**2 + x3**2) + np.sqrt(np.exp(x4 + x5))
    return a + np.abs(x6 + x7) + x8 * x9 * x10


def f6(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):  # noqa: ARG001
    a = np.exp(np.abs(x1 * x2) + 1) - np.exp(np.abs(x3 + x4) + 1) + np.cos(x5 + x6 - x8)
    return a + np.sqrt(x8**2 + x9**2 + x10**2)


def f7(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):
    a = (np.arctan(x1) + np.arctan(x2)) ** 2 + np.maximum(x3 * x4 + x6, 0)
    b = -1 / (1 + (x4 * x5 * x6 * x7 * x8) ** 2) + (np.abs(x7) / (1 + np.abs(x9))) ** 5
    return a + b + (x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10)


def f8(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):
    a = x1 * x2 + 2 ** (x3 + x5 + x6) + 2 ** (x3 + x4 + x5 + x7)
    return a + np.sin(x7 * np.sin(x8 + x9)) + np.arccos(0.9 * x10)


def f9(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):
    a = np.tanh(x1 * x2 + x3 * x4) * np.sqrt(np.abs(x5)) + np.exp(x5 + x6)
    return a + np.log((x6 * x7 * x8) ** 2 + 1) + x9 * x10 + 1 / (1 + np.abs(x10))


def f10(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10):  # noqa: ARG001
    return np.sinh(x1 + x2) + np.arccos(np.tanh(x3 + x5 + x7)) + np.cos(x4 + x5) + 1 / np.cos(x7 * x9)


_F1 = ((1, 2, 3), (3, 5), (7, 8, 9, 10), (2, 7))
_F3 = ((1, 2), (2, 3), (3, 4), (4, 5, 7, 8))

SYNTHETIC = {
    "F1": Synthetic(f1, _F1, -0.077701, 11, 0.877, 0.027),
    "F2": Synthetic(f2, _F1, 1.329352, 11, 0.740, 0.037),
    "F3": Synthetic(f3, _F3, 2.05, 9, 0.990, 0.015),
    "F4": Synthetic(f4, (*_F3, (1, 4)), 2.1125, 10, 0.957, 0.041),
    "F5": Synthetic(f5, ((1, 2, 3), (4, 5), (6, 7), (8, 9, 10)), 3.34515, 8, 0.946, 0.058),
    "F6": Synthetic(f6, ((1, 2), (3, 4), (5, 6, 8), (8, 9, 10)), -2.155105, 8, 0.814, 0.061),
    "F7": Synthetic(f7, ((1, 2), (3, 4, 6), (4, 5, 6, 7, 8), (7, 9)), 5.614967, 14, 0.855, 0.058),
    "F8": Synthetic(f8, ((1, 2), (3, 5, 6), (3, 4, 5, 7), (7, 8, 9)), 8.59089, 12, 0.997, 0.004),
    "F9": Synthetic(f9, ((1, 2, 3, 4, 5), (5, 6), (6, 7, 8), (9, 10)), 3.977219, 15, 0.844, 0.063),
    "F10": Synthetic(f10, ((1, 2), (3, 5, 7), (4, 5), (7, 9)), 3.186657, 6, 0.992, 0.024),
}


def draw(name: str, rows: int, random: np.random.Generator) -> Floats:
    """Rows of the function's domain, (rows, 10)."""
    if name != "F1":
        return random.uniform(-1, 1, (rows, 10))
    x = random.uniform(0, 1, (rows, 10))
    narrow = [3, 4, 7, 9]  # x4, x5, x8, x10
    x[:, narrow] = 0.6 + 0.4 * x[:, narrow]
    return x


def at_half(name: str) -> Floats:
    """The point at which the functions' values are known, (10,)."""
    x = np.full(10, 0.5)
    if name == "F1":
        x[[3, 4, 7, 9]] = 0.8
    return x


# G1 to G4: 40 fields, each +1 (kept) or -1 (off); and(S) is +1 if all of S are as asked, else -1. Fields from 0.
FIELDS = 40


def _all_of(x: Floats, members: range | tuple[int, ...], value: float | tuple[float, ...]) -> Floats:
    return np.where((x[:, list(members)] == value).all(axis=1), 1.0, -1.0)


def g1(x: Floats) -> Floats:
    first, second, third = x[:, :10].sum(axis=1), x[:, 10:20].sum(axis=1), x[:, 20:30].sum(axis=1)
    return x.sum(axis=1) + first**2 + second * third


def g2(x: Floats) -> Floats:
    return x.sum(axis=1) + _all_of(x, range(20), 1.0) + _all_of(x, range(10, 30), 1.0)


def g3(x: Floats) -> Floats:
    return x.sum(axis=1) + _all_of(x, range(20), -1.0) + _all_of(x, range(10, 30), 1.0)


def g4(x: Floats) -> Floats:
    return x.sum(axis=1) + _all_of(x, (0, 1, 2), (1.0, 1.0, -1.0)) + _all_of(x, range(10, 30), 1.0)


def _within(*groups: range) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(group, 2)}


BINARY = {  # name -> the function of x (B, 40), its pairs that act together
    "G1": (g1, _within(range(10)) | {(i, j) for i in range(10, 20) for j in range(20, 30)}),
    "G2": (g2, _within(range(20), range(10, 30))),
    "G3": (g3, _within(range(20), range(10, 30))),
    "G4": (g4, _within(range(3), range(10, 30))),
}
