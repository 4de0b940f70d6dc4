"""The days of a simulated log: how many rows each holds, which of them train, and how far a day is from the first."""

import numpy as np
from numpy.typing import NDArray

from clicklens.data.simulate.spec import WorldSpec

FIRST_DAY = 17_352  # days since 1970-01-01: Wednesday, 5 July 2017
SECONDS_A_DAY = 86_400
WEEKLY, TREND = 0.8, 0.3  # radians that effects turn by within a week, and a week later
TRAFFIC = np.array([6, 4, 3, 2, 2, 2, 3, 5, 8, 11, 13, 13, 12, 13, 13, 12, 12, 12, 13, 15, 18, 19, 16, 11], dtype=float)


def rhythm(day: NDArray[np.int64]) -> NDArray[np.float64]:
    """How unlike the first weekday a day is, 0 to 1, with a period of seven days: (1 - cos(2 pi day / 7)) / 2."""
    return np.asarray((1 - np.cos(2 * np.pi * day / 7)) / 2)


def turn(spec: WorldSpec, day: NDArray[np.int64]) -> NDArray[np.float64]:
    """The angle by which drifting effects have turned; an effect's correlation with its first day is the cosine."""
    angle = spec.drift * (WEEKLY * rhythm(day) + TREND * day / 7)
    return np.asarray(np.minimum(angle, np.pi / 2))


class Calendar:
    """Places row numbers in time. Rows stand in time order; day 0 is the first."""

    def __init__(self, spec: WorldSpec) -> None:
        learning = spec.train_share + spec.validation_share
        held_out = (1 - learning) / spec.days
        share = np.full(spec.days, held_out)
        share[: spec.train_days] += learning / spec.train_days
        ends = np.floor(np.cumsum(share) * spec.rows + 0.5).astype(np.int64)
        ends[-1] = spec.rows
        self.starts = np.concatenate([[0], ends])  # (days + 1,)
        self._train_days = spec.train_days
        of_day = learning / spec.train_days + held_out
        self._train = spec.train_share / spec.train_days / of_day
        self._validation = spec.validation_share / spec.train_days / of_day
        self._hour_ends = np.cumsum(TRAFFIC) / TRAFFIC.sum()  # (24,)

    def day(self, row: NDArray[np.int64]) -> NDArray[np.int64]:
        """The day of each row, 0 for the first."""
        return np.asarray(np.searchsorted(self.starts, row, side="right") - 1)

    def second(self, row: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
        """Seconds since midnight, ascending within a day, dense where traffic is dense."""
        start, end = self.starts[day], self.starts[day + 1]
        reached = (row - start + 0.5) / np.maximum(end - start, 1)  # 0 to 1
        knots = np.concatenate([[0.0], self._hour_ends])
        return np.asarray(np.interp(reached, knots, np.arange(25) * 3600.0).astype(np.int64))

    def split(self, day: NDArray[np.int64], chance: NDArray[np.float64]) -> NDArray[np.int8]:
        """0 train, 1 validation, 2 test; ``chance`` is uniform on 0 to 1."""
        learning = day < self._train_days
        drawn = np.where(chance < self._train, 0, np.where(chance < self._train + self._validation, 1, 2))
        return np.where(learning, drawn, 2).astype(np.int8)
