"""Mean saliency of every field, with its redrawn values, on the rows of each split that were asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.captured import Captured
from clicklens.analysis.redraws import Redraws, interval_of
from clicklens.analysis.row_saliency import Measure, row_effect, row_saliency, shares
from clicklens.analysis.saliency_result import FieldSaliency
from clicklens.core.errors import NotFoundError

Floats = NDArray[np.float64]


class FieldMeans:
    """Mean saliency by field with its redrawn values, on the rows that were asked for."""

    def __init__(
        self,
        subject: Captured,
        *,
        must_have: str,
        day: int | None = None,
        draws: int = 200,
        seed: int = 0,
        measure: Measure = "gradient",
    ) -> None:
        """Raises NotFoundError where the split ``must_have`` has no row of the day."""
        self._subject = subject
        self._measure = measure
        self._day, self._draws, self._seed = day, draws, seed
        self._known: dict[tuple[int, str], Floats] = {}
        self.fields = subject.info(subject.steps[0]).gradient_fields
        masks = {name: self._rows_of_day(name, day) for name in subject.splits}
        self._masks = {name: mask for name, mask in masks.items() if mask.any()}
        if must_have not in self._masks:
            days = sorted({int(day) for day in subject.rows(must_have)["day"].dropna()})
            raise NotFoundError(f"split '{must_have}' has no row of day {day}; its days are {days}")
        self._redraws = {name: self._redraws_of(name, mask) for name, mask in self._masks.items()}

    @property
    def splits(self) -> tuple[str, ...]:
        """Splits with such rows."""
        return tuple(self._masks)

    def rows(self, split: str) -> int:
        """How many."""
        return int(self._masks[split].sum())

    def mask(self, split: str) -> NDArray[np.bool_]:
        """Which of the sample's rows, (n,)"""
        return self._masks[split]

    def values(self, step: int, split: str) -> Floats:
        """(n, F) of all rows of the sample"""
        states = self._subject.states(step, split)
        if self._measure == "effect":
            return row_effect(states, fields=self.fields)
        return row_saliency(states, task=self._subject.task, fields=self.fields)

    def drawn(self, step: int, split: str) -> Floats:
        """Means (draws + 1, F), the sample's own first"""
        if (step, split) not in self._known:
            values = self.values(step, split)[self._masks[split]]
            self._known[step, split] = self._redraws[split].means(values)
        return self._known[step, split]

    def points(self, step: int, split: str) -> list[FieldSaliency]:
        """Every field at the step, on the rows that were asked for."""
        drawn = self.drawn(step, split)
        return self._points(drawn, step=step, split=split, day=self._day, rows=self.rows(split))

    def days(self, step: int, split: str) -> list[FieldSaliency]:
        """Every field on each day of the split."""
        values = self.values(step, split)
        found = []
        for known in self._subject.followed_days(split):
            mask = self._rows_of_day(split, known)
            if self._day in (None, known) and self._weights(split)[mask].any():
                drawn = self._redraws_of(split, mask).means(values[mask])
                found += self._points(drawn, step=step, split=split, day=known, rows=int(mask.sum()))
        return found

    def _points(self, drawn: Floats, *, step: int, split: str, day: int | None, rows: int) -> list[FieldSaliency]:
        share = shares(drawn)
        return [
            FieldSaliency(
                step=step,
                split=split,
                day=day,
                rows=rows,
                field=name,
                saliency=interval_of(drawn[:, i]),
                share=interval_of(share[:, i]),
            )
            for i, name in enumerate(self.fields)
        ]

    def _weights(self, split: str) -> NDArray[np.float32]:
        return self._subject.states(self._subject.steps[0], split).weights

    def _rows_of_day(self, split: str, day: int | None) -> NDArray[np.bool_]:
        """Rows that count: of the day, and in a split whose weights are not all 0."""
        if day is None:
            return np.full(len(self._weights(split)), bool(self._weights(split).any()))
        days = self._subject.rows(split)["day"].to_numpy(dtype=np.float64, na_value=np.nan)
        same: NDArray[np.bool_] = days == day
        return same if self._weights(split)[same].any() else np.zeros_like(same)

    def _redraws_of(self, split: str, mask: NDArray[np.bool_]) -> Redraws:
        groups = self._subject.groups(split)
        known = None if groups is None else groups[mask]
        weights = self._weights(split)[mask]
        return Redraws(weights, groups=known, draws=self._draws, seed=self._seed)
