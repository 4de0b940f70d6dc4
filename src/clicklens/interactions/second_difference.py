"""Second differences on the whole cube of kept and off fields: exact, and 2^F rows dear. The reference for others."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field as Setting

from clicklens.core.errors import ConfigError
from clicklens.core.record import Record
from clicklens.interactions.black_box import BlackBox, Floats, Kept
from clicklens.interactions.detection import Detection, ranked_pairs


class SecondDifference(Record):
    """How much two fields act together, over every context c that the other fields can be in.

        Δ_ij(c) = f(c, ij kept) − f(c, i kept) − f(c, j kept) + f(c, both off)
        strength = √ mean_c Δ_ij(c)²                                              in logit

    0 exactly where f is a sum of a function without i and one without j: the definition of no interaction in Sorokina
    et al. (ICML 2008), which arXiv:1705.04977 takes over, on the corners of the cube.
    """

    kind: Literal["second_difference"] = "second_difference"
    tolerance: float = Setting(default=1e-6, ge=0, lt=1)  # of the largest |f|: below it a strength is rounding
    most_fields: int = Setting(default=16, ge=2, le=20)  # the cube of 16 has 65,536 corners for each instance

    def detect(self, box: BlackBox) -> Detection:
        """Raises ConfigError where the box has more fields than ``most_fields``."""
        fields = len(box.fields)
        if fields > self.most_fields:
            raise ConfigError(
                f"second differences ask 2^F rows of an instance, and the box has {fields} fields; at most "
                f"{self.most_fields} are allowed (most_fields). Use arch_detect, which asks about F² / 2"
            )
        pairs = np.zeros((len(box.example_ids), fields, fields))
        for instance in range(len(pairs)):
            answers = box.ask(corners(fields), np.array([instance]))  # (1, 2^F)
            found = second_differences(answers[0].reshape((2,) * fields))
            pairs[instance] = np.where(found > self.tolerance * np.abs(answers).max(), found, 0.0)
        return Detection(fields=box.fields, pairs=pairs, sets=ranked_pairs(pairs))


def corners(fields: int) -> Kept:
    """(2^F, F), in the order of a counting number whose highest bit is the first field."""
    count = np.arange(2**fields)
    kept: Kept = (count[:, None] >> np.arange(fields - 1, -1, -1)) & 1 == 1
    return kept


def second_differences(cube: Floats) -> Floats:
    """f at every corner, (2, …, 2), an axis a field -> (F, F)"""
    found = np.zeros((cube.ndim, cube.ndim))
    for i in range(cube.ndim):
        along = np.diff(cube, axis=i)
        for j in range(i + 1, cube.ndim):
            found[i, j] = found[j, i] = np.sqrt(np.mean(np.diff(along, axis=j) ** 2))
    return found
