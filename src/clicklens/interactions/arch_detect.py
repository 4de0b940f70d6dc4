"""ArchDetect and ArchAttribute of Archipelago (Tsang, Rambhatla and Liu, NeurIPS 2020, arXiv:2006.10965).

    w_ij(c) = ( f(c) − f(c, i switched) − f(c, j switched) + f(c, both switched) )²        c a context
    ArchDetect(i, j)  = ( w_ij(all kept) + w_ij(all off) ) / 2
    ArchAttribute(S)  = f(S kept, all else off) − f(all off)

The paper divides by how far x_i and x_j move, which between kept and off is 1 here. About F² rows of an instance, no
training. As in the authors' code, a difference below 1e-5 of the smallest of its four values counts as none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.interactions.black_box import BlackBox, Floats, Kept
from clicklens.interactions.detection import Detection, FieldSet, ranked_pairs, symmetric


class ArchDetect(Record):
    """Pairs by their second difference in two contexts: beside all that is there, and alone."""

    kind: Literal["arch_detect"] = "arch_detect"
    tolerance: float = Setting(default=1e-5, ge=0, lt=1)  # of the smallest |f|: below it a difference is rounding

    def detect(self, box: BlackBox) -> Detection:
        """2 + 2 F + F (F − 1) rows of each instance."""
        fields = len(box.fields)
        off = up_to_two(fields)
        alone, together = self._squares(box.ask(off), fields), self._squares(box.ask(~off), fields)
        pairs = symmetric((alone + together) / 2, fields)
        return Detection(fields=box.fields, pairs=pairs, sets=ranked_pairs(pairs))

    def _squares(self, answers: Floats, fields: int) -> Floats:
        """answers (I, M), those of ``up_to_two`` -> (I, F (F − 1) / 2)"""
        four = four_corners(answers, fields)  # (4, I, F (F - 1) / 2)
        difference = four[0] - four[1] - four[2] + four[3]
        is_rounding = np.abs(difference) < self.tolerance * np.abs(four).min(axis=0)
        return np.where(is_rounding, 0.0, difference) ** 2


def up_to_two(fields: int) -> Kept:
    """(1 + F + F (F − 1) / 2, F): no field, each alone, each pair in the order of ``numpy.triu_indices``."""
    first, second = np.triu_indices(fields, k=1)
    one = np.eye(fields, dtype=np.bool_)
    return np.concatenate([np.zeros((1, fields), dtype=np.bool_), one, one[first] | one[second]])


def four_corners(answers: Floats, fields: int) -> Floats:
    """answers (I, M), those of ``up_to_two`` -> (4, I, F (F − 1) / 2): neither, the first, the second, both"""
    first, second = np.triu_indices(fields, k=1)
    neither = np.broadcast_to(answers[:, :1], (len(answers), len(first)))
    return np.stack([neither, answers[:, 1 + first], answers[:, 1 + second], answers[:, 1 + fields :]])


def arch_attribute(box: BlackBox, sets: Sequence[FieldSet]) -> Floats:
    """What each set of fields brings by itself, in logit: (I, number of sets)."""
    rows = np.zeros((1 + len(sets), len(box.fields)), dtype=np.bool_)
    for place, fields in enumerate(sets, start=1):
        rows[place, list(fields)] = True
    answers = box.ask(rows)  # (I, 1 + sets)
    return answers[:, 1:] - answers[:, :1]
