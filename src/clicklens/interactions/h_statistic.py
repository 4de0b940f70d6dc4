"""Friedman's H: which part of what two fields do together is more than the sum of what each does. The classic.

Friedman and Popescu, "Predictive learning via rule ensembles", Annals of Applied Statistics 2008, equation 44:

    H²_jk = Σ_i ( PD_jk(x_i) − PD_j(x_i) − PD_k(x_i) )² / Σ_i PD_jk(x_i)²         every PD centred over the rows i

The partial dependence PD_S(x_i) is the model's mean where x_i's fields of S are put into other rows: the answer of a
box whose "off" is a resample, with S kept.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field as Setting

from clicklens.core.errors import DataError
from clicklens.core.record import Record
from clicklens.interactions.arch_detect import four_corners, up_to_two
from clicklens.interactions.black_box import BlackBox, Floats
from clicklens.interactions.detection import Detection, ranked_pairs, symmetric

FEWEST = 2  # instances: with one, centring leaves nothing


class HStatistic(Record):
    """H of every pair, over all instances together: 0 a sum, 1 nothing but interaction."""

    kind: Literal["h_statistic"] = "h_statistic"
    tolerance: float = Setting(default=1e-9, ge=0, lt=1)  # a pair whose PD varies less than this part of all is flat

    def detect(self, box: BlackBox) -> Detection:
        """One answer for all instances: pairs (1, F, F). Raises DataError for a box of one instance."""
        if len(box.example_ids) < FEWEST:
            raise DataError("the H-statistic speaks of many rows together, and the box has 1 instance; give it more")
        fields = len(box.fields)
        answers = box.ask(up_to_two(fields))  # (I, M)
        centred = answers - answers.mean(axis=0)
        four = four_corners(centred, fields)  # (4, I, pairs)
        above = ((four[3] - four[1] - four[2]) ** 2).sum(axis=0)  # (pairs,)
        below = (four[3] ** 2).sum(axis=0)
        pairs = symmetric(self._root(above, below)[None], fields)
        return Detection(fields=box.fields, pairs=pairs, sets=ranked_pairs(pairs))

    def _root(self, above: Floats, below: Floats) -> Floats:
        """A quotient of two roundings would be anything: a pair that moves nothing has no interaction."""
        is_known = below > self.tolerance * below.max(initial=0)
        squares = np.divide(above, below, out=np.zeros_like(above), where=is_known)
        squares[above < self.tolerance * below.max(initial=0)] = 0
        return np.sqrt(squares)
