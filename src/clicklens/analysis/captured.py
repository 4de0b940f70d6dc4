"""Captured: a run as it was written down. What analyses ask; works without the model's code or its data."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import expit

from clicklens.analysis.activity import Activity, activity_of, correlation_of
from clicklens.core.errors import NotFoundError, UnavailableError, nearest
from clicklens.core.run import MetricPoint, Run
from clicklens.core.snapshot import SnapshotInfo, SplitStates
from clicklens.core.store import Store
from clicklens.data.split import SPLITS, TEST, TRAIN, VALIDATION
from clicklens.metrics import MOST_DAYS

HELD_OUT = (TEST, VALIDATION)  # which split judges generalisation, first that the run has


class Captured:
    """Snapshots, samples and metrics of one run, read when first asked for."""

    def __init__(self, store: Store, run_id: str) -> None:
        self.store = store
        self.run: Run = store.run(run_id)
        # Open snapshots cost little, since their arrays are read when asked for; to open one costs more.
        self._states = lru_cache(maxsize=256)(lambda step, split: store.split_states(self.run.id, step, split))
        self._infos = lru_cache(maxsize=256)(lambda step: store.snapshot_info(self.run.id, step))
        self._samples = lru_cache(maxsize=8)(lambda split: store.sample(self.run.id, split))
        self._rows = lru_cache(maxsize=8)(lambda split: self.sample(split).to_pandas())
        self._columns = lru_cache(maxsize=16)(
            lambda split, name: store.sample(self.run.id, split, (name,))[name].to_pandas()
        )
        self._activities = lru_cache(maxsize=None)(self._find_activity)
        self._correlations = lru_cache(maxsize=None)(
            lambda step, split, tap: correlation_of(self.states(step, split), tap)
        )

    @property
    def whole(self) -> Captured:
        """The run with all its rows; itself, unless it was narrowed to some of them."""
        return self

    @property
    def noun(self) -> str:
        """How messages call it."""
        return f"run '{self.run.id}'"

    @cached_property
    def state(self) -> str:
        """What an answer stands on, as text: another state may give another answer to the same question."""
        return f"{list(self.steps)}|{len(self.evaluations)}"

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Steps with a snapshot, ascending. Raises UnavailableError when there is none."""
        steps = tuple(self.store.snapshot_steps(self.run.id))
        if not steps:
            raise UnavailableError(f"run '{self.run.id}' kept no snapshots; train it with capture.every set")
        return steps

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """Splits with a sample: train, validation, test, then others by name."""
        found = list(self.info(self.steps[0]).rows)
        return tuple(sorted(found, key=lambda name: (SPLITS.index(name) if name in SPLITS else len(SPLITS), name)))

    @cached_property
    def held_out(self) -> str:
        """The split that judges generalisation: test, else validation, else the first that is not train."""
        others = [name for name in self.splits if name != TRAIN]
        if not others:
            raise UnavailableError(f"run '{self.run.id}' kept only the training split; a held-out one is needed")
        return next((name for name in HELD_OUT if name in others), others[0])

    def info(self, step: int) -> SnapshotInfo:
        """What the snapshot at that step holds."""
        return self._infos(step)

    def taps(self, step: int | None = None) -> tuple[str, ...]:
        """Names of the taps, input side first."""
        return tuple(tap.name for tap in self.info(self.steps[0] if step is None else step).taps)

    @property
    def task(self) -> str:
        """The first task: the one whose logits and gradients analyses use."""
        return self.info(self.steps[0]).tasks[0]

    def states(self, step: int, split: str) -> SplitStates:
        """Inner states at that step of that split's sample. Raises NotFoundError naming what there is."""
        if split not in self.splits:
            raise NotFoundError(f"run '{self.run.id}' kept no split '{split}'{nearest(split, self.splits)}")
        if step not in self.steps:
            near = min(self.steps, key=lambda known: abs(known - step))
            raise NotFoundError(f"run '{self.run.id}' has no snapshot at step {step}; the nearest is {near}")
        return self._states(step, split)

    def activity(self, step: int, split: str, tap: str) -> Activity:
        """What every neuron of that layer does over the rows; kept, as several figures stand on it."""
        return self._activities(step, split, tap)

    def correlation(self, step: int, split: str, tap: str) -> float | None:
        """C_k of that layer, 0 to 1, None without values before its non-linearity; kept, as it is costly."""
        return self._correlations(step, split, tap)

    def logits(self, step: int, split: str) -> NDArray[np.float32]:
        """(n,) of the first task"""
        return self.states(step, split).logits[self.task]

    def labels(self, split: str) -> NDArray[np.float32]:
        """(n,) of the first task"""
        return self.states(self.steps[0], split).labels[self.task]

    def pctr(self, step: int, split: str) -> NDArray[np.float32]:
        """(n,), 0 to 1"""
        pctr: NDArray[np.float32] = expit(self.logits(step, split).astype(np.float64)).astype(np.float32)
        return pctr

    def sample(self, split: str) -> pa.Table:
        """The sample's rows as they were kept: the columns of ``rows``."""
        return self._samples(split)

    def rows(self, split: str) -> pd.DataFrame:
        """The sample's rows as people read them: example_id, weight, day, group, label:TASK, field:FIELD."""
        rows: pd.DataFrame = self._rows(split)
        return rows

    def groups(self, split: str) -> NDArray[np.int64] | None:
        """(n,) whose row it is, the user as a rule; None where not all rows say so."""
        return _whole_numbers(self._columns(split, "group"))

    def days(self, split: str) -> NDArray[np.int64] | None:
        """(n,) None where not all rows have one."""
        return _whole_numbers(self._columns(split, "day"))

    def followed_days(self, split: str) -> list[int]:
        """The days to look at one by one, ascending; none where there are more than ``MOST_DAYS``."""
        days = sorted(int(day) for day in self._columns(split, "day").dropna().unique())
        return days if len(days) <= MOST_DAYS else []

    @cached_property
    def evaluations(self) -> list[MetricPoint]:
        """The metrics of splits and days that training kept, by step."""
        return self.store.metrics(self.run.id)

    @cached_property
    def metrics(self) -> pd.DataFrame:
        """Evaluations over whole splits: step, epoch, split, day (missing: all days), and a column for each metric."""
        records = [
            {"step": p.step, "epoch": p.epoch, "split": p.split, "day": p.day, **p.values} for p in self.evaluations
        ]
        columns = None if records else ["step", "epoch", "split", "day", "auc", "log_loss"]
        frame: pd.DataFrame = pd.DataFrame(records, columns=columns)
        return frame

    def best_step(self, metric: str = "auc") -> int | None:
        """The snapshot nearest to the step of best held-out ``metric``; None when no such evaluation is kept."""
        if self.splits == (TRAIN,):
            return None
        whole = self.metrics[(self.metrics["split"] == self.held_out) & self.metrics["day"].isna()]
        known = whole[whole[metric].notna()] if metric in whole else whole.iloc[:0]
        if known.empty:
            return None
        best = int(known.loc[known[metric].astype(float).idxmax(), "step"])
        return min(self.steps, key=lambda step: abs(step - best))

    def reference_step(self, step: int) -> int:
        """What inner states at ``step`` are held against: the best step where it lies before, otherwise the first one
        above 0, since a model before its first step says nothing.
        """
        best = self.best_step()
        trained = [known for known in self.steps if 0 < known <= step]
        return best if best is not None and 0 < best < step else min(trained, default=step)

    def best_or_last_step(self) -> int:
        """The best step, or the last snapshot's where it is not known."""
        best = self.best_step()
        return self.steps[-1] if best is None else best

    def _find_activity(self, step: int, split: str, tap: str) -> Activity:
        return activity_of(self.states(step, split), tap)


def _whole_numbers(column: pd.Series[float]) -> NDArray[np.int64] | None:
    return None if column.isna().any() else column.to_numpy(dtype=np.int64)
