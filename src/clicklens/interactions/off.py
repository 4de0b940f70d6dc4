"""Off: what a field holds in a row that does without it.

    zero       a vector of zeros, the number 0: what GLIDER puts in for an id (arXiv:2006.10966, the authors' code)
    mean       the mean over the background rows; of values that have none, the most frequent
    resample   what the background rows hold: the model is asked with each of some of them, and its logits are averaged

A box puts the fields that are off out of rows of reference, and answers the mean over those: one row for ``zero`` and
``mean``, several for ``resample``. What is meant by off shapes what is found; see the docs page.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.interactions.black_box import Integers

OffKind = Literal["zero", "mean", "resample"]


class Off(Record):
    """The meaning of off, and for ``resample`` how many rows stand for the background."""

    kind: OffKind = "resample"
    rows: int = Setting(default=16, ge=1)  # of the background that each asked row is tried with; for resample alone
    seed: int = Setting(default=0, ge=0)  # of their choice

    def chosen(self, background: int) -> Integers:
        """Places of the background rows that ``resample`` uses: ``rows`` of them without repeats, or all."""
        if background <= self.rows:
            return np.arange(background)
        return np.sort(np.random.default_rng(self.seed).choice(background, self.rows, replace=False))
