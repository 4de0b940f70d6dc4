"""RowsAtStep: chosen rows of a split's sample as a model saw them at one step, and pairs of such to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.analysis.redraws import Redraws
from clicklens.analysis.row_saliency import row_saliency

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RowsAtStep:
    """n rows of one split at one step of one run."""

    subject: Captured
    step: int  # optimiser steps
    split: str
    places: NDArray[np.int64]  # (n,), positions in the split's sample

    @cached_property
    def labels(self) -> NDArray[np.float32]:
        """(n,), 0 or 1"""
        return self.subject.labels(self.split)[self.places]

    @cached_property
    def logits(self) -> NDArray[np.float32]:
        """(n,)"""
        return self.subject.logits(self.step, self.split)[self.places]

    @cached_property
    def pctr(self) -> NDArray[np.float32]:
        """(n,), 0 to 1"""
        return self.subject.pctr(self.step, self.split)[self.places]

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """(n,), sampling weights"""
        return self.subject.states(self.step, self.split).weights[self.places]

    @property
    def table(self) -> pd.DataFrame:
        """The rows as people read them."""
        table: pd.DataFrame = self.subject.rows(self.split).iloc[self.places].reset_index(drop=True)
        return table

    @cached_property
    def groups(self) -> NDArray[np.int64] | None:
        """(n,), whose row it is; None where not all rows say so."""
        groups = self.subject.groups(self.split)
        return None if groups is None else groups[self.places]

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields whose gradients were kept."""
        return self.subject.info(self.step).gradient_fields

    def saliency(self) -> Floats:
        """(n, F), fields as ``fields`` has them"""
        states = self.subject.states(self.step, self.split)
        return row_saliency(states, task=self.subject.task, fields=self.fields)[self.places]

    def activations(self, tap: str) -> Floats:
        """(n, H)"""
        return self.subject.states(self.step, self.split).activations[tap][self.places].astype(np.float64)


@dataclass(frozen=True)
class Pair:
    """Two sets of rows to hold against each other: the same rows under two models, or other rows of the same split."""

    before: RowsAtStep
    after: RowsAtStep
    same_rows: bool
    draws: int = 200
    seed: int = 0

    @cached_property
    def redraws(self) -> tuple[Redraws, Redraws]:
        """Samples drawn anew of each side, the sample itself first.

        The same rows are drawn together, and so are all rows of a user, so that what both sides share cancels out.
        """
        groups, other = self.before.groups, self.after.groups
        if self.same_rows:
            redraws = Redraws(self.before.weights, groups=groups, draws=self.draws, seed=self.seed)
            return redraws, redraws
        known = None if groups is None or other is None else np.concatenate([groups, other])
        both = np.concatenate([self.before.weights, self.after.weights])
        redraws = Redraws(both, groups=known, draws=self.draws, seed=self.seed)
        n = len(self.before.places)
        return redraws.part(slice(None, n)), redraws.part(slice(n, None))

    @property
    def drawn(self) -> tuple[Floats, Floats]:
        """What each row weighs in them: (draws + 1, n) and (draws + 1, m)"""
        return self.redraws[0].weights, self.redraws[1].weights

    @property
    def weighs_equally(self) -> bool:
        """Whether every row stands for as many impressions as any other."""
        return not np.ptp(self.before.weights) > 0 and not np.ptp(self.after.weights) > 0
