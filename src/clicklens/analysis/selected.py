"""Selected: a run narrowed to some rows, so that every analysis can be asked of a selection, or of the rest.

The filter is evaluated once, at the step that is looked at; the rows that pass there are then followed through all
steps. So "pctr < 0.02" means the rows that the model of that step scores below 0.02, whatever others made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.analysis.activity import Activity, activity
from clicklens.analysis.captured import Captured
from clicklens.analysis.naming import day_name
from clicklens.analysis.rows.source import RowSource
from clicklens.analysis.rows.table import RowTable
from clicklens.analysis.rows.table_cache import RowTables
from clicklens.core.errors import UnavailableError
from clicklens.core.filter_words import say_filter
from clicklens.core.row_filter import RowFilter
from clicklens.core.run import MetricPoint
from clicklens.core.snapshot import NeuronStatistics, SnapshotInfo, SplitStates
from clicklens.metrics import summarise
from clicklens.store.array_file import Lazy

Part: TypeAlias = Literal["all", "selection", "rest"]
Places: TypeAlias = NDArray[np.int64]
T = TypeVar("T")


def narrowed(
    subject: Captured,
    chosen: RowFilter,
    *,
    part: Part = "selection",
    step: int | None = None,
    tables: RowTables | None = None,
) -> Captured:
    """The run as it is for part 'all' and for a filter that all rows pass, otherwise narrowed to the part."""
    if part == "all" or (part == "selection" and not chosen.clauses):
        return subject
    return Selected(subject, chosen, part=part, step=step, tables=tables)


class Selected(Captured):
    """The rows that pass a filter, or with part 'rest' those that do not, in every split that has any."""

    def __init__(
        self,
        whole: Captured,
        chosen: RowFilter,
        *,
        part: Literal["selection", "rest"] = "selection",
        step: int | None = None,
        tables: RowTables | None = None,
    ) -> None:
        """``step`` is where the filter's scores, saliencies and neurons are read; None: the best, or the last.

        Raises NotFoundError and DataError for a filter that does not fit the run, when it is first asked.
        """
        super().__init__(whole.store, whole.run.id)
        self._whole, self._chosen, self._part = whole, chosen, part
        self._step = whole.best_or_last_step() if step is None else step
        self._tables = tables
        self._places = lru_cache(maxsize=None)(self._find_places)
        self._samples = lru_cache(maxsize=8)(lambda split: whole.sample(split).take(pa.array(self._places(split))))
        self._columns = lru_cache(maxsize=16)(lambda split, name: self.sample(split)[name].to_pandas())
        self._states = lru_cache(maxsize=8)(self._narrow)

    @property
    def whole(self) -> Captured:
        """The run with all its rows."""
        return self._whole

    @property
    def said(self) -> str:
        """The rows in words: 'clicked, pctr < 0.02', 'all but clicked, pctr < 0.02'."""
        said = say_filter(self._chosen, day_name=day_name)
        return said if self._part == "selection" else f"all but {said}"

    @property
    def noun(self) -> str:
        """How messages call it."""
        counts = ", ".join(f"{len(self._places(split)):,} of {split}" for split in self._whole.splits)
        return f"these rows of run '{self.run.id}' ({self.said}, at step {self._step:,}: {counts})"

    @cached_property
    def state(self) -> str:
        """What an answer stands on: the run's state, and which rows."""
        return f"{self._whole.state}|{self._part}|{self._step}|{self._chosen.to_json()}"

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Those of the run."""
        return self._whole.steps

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """Splits with at least one such row. Raises UnavailableError where no split has any."""
        found = tuple(split for split in self._whole.splits if len(self._places(split)))
        if not found:
            raise UnavailableError(
                f"run '{self.run.id}' kept no row that is {self.said} at step {self._step:,}; widen the selection"
            )
        return found

    def info(self, step: int) -> SnapshotInfo:
        """What the snapshot holds of these rows."""
        info = self._whole.info(step)
        rows = {split: len(self._places(split)) for split in info.rows if len(self._places(split))}
        return info.model_copy(update={"rows": rows})

    def states(self, step: int, split: str) -> SplitStates:
        """Raises UnavailableError for a split of the run that has no such row."""
        if split in self._whole.splits and split not in self.splits:
            raise UnavailableError(f"no row of {split} is {self.said} at step {self._step:,}")
        return super().states(step, split)

    def best_step(self, metric: str = "auc") -> int | None:
        """The whole run's, so that a selection and the rest are looked at where the run is."""
        return self._whole.best_step(metric)

    @cached_property
    def evaluations(self) -> list[MetricPoint]:
        """What training kept is of whole splits, so these rows are judged anew, at each snapshot."""
        return [self._judge(step, split) for step in self.steps for split in self.splits]

    def _judge(self, step: int, split: str) -> MetricPoint:
        weights = self.states(step, split).weights
        figures = summarise(self.labels(split), self.logits(step, split), groups=self.groups(split), weights=weights)
        values = {name: value for name, value in figures.model_dump().items() if name != "rows"}
        return MetricPoint(step=step, epoch=self.info(step).epoch, split=split, values=values)

    def _find_activity(self, step: int, split: str, tap: str) -> Activity:
        """From the outputs themselves: the statistics of ``states`` count histograms too, which cost more."""
        states = self.states(step, split)
        weights = states.weights if np.ptp(states.weights) > 0 else None
        return activity(states.activations[tap], weights)

    def _find_places(self, split: str) -> Places:
        """(m,) where these rows stand in the whole sample, ascending"""
        if self._tables is not None:
            passing = self._tables.table(self._whole, self._step, split).passing(self._chosen)
        else:
            table = RowTable(RowSource(self._whole, self._step, split))
            passing = table.passing(self._chosen)
            table.close()
        return np.flatnonzero(passing if self._part == "selection" else ~passing)

    def _narrow(self, step: int, split: str) -> SplitStates:
        states, places = self._whole.states(step, split), self._places(split)
        return SplitStates(
            example_ids=np.asarray(states.example_ids)[places],
            weights=np.asarray(states.weights)[places],
            labels=_taken(states.labels, places),
            logits=_taken(states.logits, places),
            activations=_taken(states.activations, places),
            preactivations=_taken(states.preactivations, places),
            gradients=_taken(states.gradients, places),
            neurons=_each(
                states.neurons, lambda tap: statistics_of(states.activations[tap][places], states.neurons[tap].edges)
            ),
            effects=_taken(states.effects, places),
        )


def statistics_of(values: NDArray[np.float32], edges: NDArray[np.float32]) -> NeuronStatistics:
    """values (n, H) -> what capture keeps of each neuron, in the bins that the whole sample has."""
    bins, width = len(edges) - 1, values.shape[1]
    with np.errstate(invalid="ignore"):
        mean, deviation = values.mean(axis=0, dtype=np.float64), values.std(axis=0, dtype=np.float64)
        place = (values - edges[0]) * (bins / float(edges[-1] - edges[0]))  # (n, H)
    is_finite = np.isfinite(values)
    bin_of = np.clip(np.where(is_finite, place, 0.0).astype(np.int64), 0, bins - 1) + np.arange(width) * bins
    return NeuronStatistics(
        mean=mean.astype(np.float32),
        deviation=deviation.astype(np.float32),
        zero_share=(values == 0).mean(axis=0).astype(np.float32),
        histogram=np.bincount(bin_of[is_finite], minlength=width * bins).reshape(width, bins).astype(np.int64),
        edges=edges,
    )


def _taken(arrays: Mapping[str, NDArray[np.float32]], places: Places) -> Mapping[str, NDArray[np.float32]]:
    return _each(arrays, lambda name: np.asarray(arrays[name])[places])


def _each(names: Iterable[str], read: Callable[[str], T]) -> Mapping[str, T]:
    """Read when first asked for, and kept: an analysis asks for the same layer again and again."""
    return Lazy(list(names), lru_cache(maxsize=None)(read))
