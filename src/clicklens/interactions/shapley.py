"""Shapley interaction indices, computed by shapiq where it is installed.

Muschalik et al., "shapiq: Shapley Interactions for Machine Learning", NeurIPS 2024, arXiv:2410.01649.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Literal

import numpy as np
from pydantic import Field as Setting

from clicklens.core.errors import UnavailableError
from clicklens.core.record import Record
from clicklens.interactions.black_box import BlackBox, Floats, Kept
from clicklens.interactions.detection import Detection, Interaction

Index = Literal["SII", "STII", "FSII", "k-SII"]
ROUNDING = 1e-9  # of the largest value: below it a value is none


class Shapley(Record):
    """How much a set of fields brings together beyond its parts, on average over the orders in which fields come.

    ``exact`` asks 2^F rows of an instance; otherwise ``budget`` rows are drawn by shapiq's permutation sampling. The
    strength is the size of the index; its sign is dropped.
    """

    kind: Literal["shapley"] = "shapley"
    index: Index = "SII"
    order: int = Setting(default=2, ge=2)  # the most fields of a set
    exact_fields: int = Setting(default=12, ge=2, le=16)  # boxes of more fields are sampled
    budget: int = Setting(default=2000, ge=1)  # rows of each instance
    seed: int = Setting(default=0, ge=0)

    def detect(self, box: BlackBox) -> Detection:
        """Raises UnavailableError where shapiq is not installed."""
        library, fields = shapiq(), len(box.fields)
        pairs = np.zeros((len(box.example_ids), fields, fields))
        sets = []
        for instance in range(len(pairs)):
            strengths = self._strengths(library, box, instance)
            for members, strength in strengths.items():
                if len(members) == 2:
                    pairs[instance, members[0], members[1]] = pairs[instance, members[1], members[0]] = strength
            ranked = sorted(strengths, key=lambda members: (-strengths[members], members))
            sets.append(tuple(Interaction(members, strengths[members]) for members in ranked))
        return Detection(fields=box.fields, pairs=pairs, sets=tuple(sets))

    def _strengths(self, library: ModuleType, box: BlackBox, instance: int) -> dict[tuple[int, ...], float]:
        fields = len(box.fields)
        place = np.array([instance])
        base = box.ask(np.zeros((1, fields), dtype=np.bool_), place)[0, 0]

        def game(kept: Kept) -> Floats:
            answers: Floats = box.ask(np.atleast_2d(kept).astype(np.bool_), place)[0] - base
            return answers

        order = min(self.order, fields)
        if fields <= self.exact_fields:
            found = library.ExactComputer(n_players=fields, game=game)(index=self.index, order=order)
        else:
            sampler = library.KernelSHAPIQ if self.index in ("SII", "k-SII") else library.SHAPIQ
            kind = sampler(n=fields, max_order=order, index=self.index, random_state=self.seed)
            found = kind.approximate(budget=self.budget, game=game)
        values = {
            tuple(sorted(int(field) for field in members)): abs(float(found.values[number]))
            for members, number in found.interaction_lookup.items()
        }
        largest = max(values.values(), default=0.0)
        return {members: v for members, v in values.items() if len(members) >= 2 and v > ROUNDING * largest}


def shapiq() -> ModuleType:
    """The library. Raises UnavailableError that says how to install it."""
    try:
        return import_module("shapiq")
    except ImportError:
        raise UnavailableError(
            "Shapley interactions are computed by shapiq, which is not installed: pip install shapiq. Without it "
            "second_difference (up to 16 fields) and arch_detect tell how fields act together"
        ) from None
