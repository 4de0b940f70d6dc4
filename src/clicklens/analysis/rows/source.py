"""RowSource: where the columns of the row table come from, each read or computed when it is first asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import expit

from clicklens.analysis.captured import Captured
from clicklens.analysis.row_saliency import row_saliency
from clicklens.analysis.rows.cells import CategoryCells, Cells, NumberCells
from clicklens.analysis.rows.column import ColumnKind
from clicklens.analysis.rows.lasso import inside_polygon
from clicklens.analysis.rows.point_map import map_points
from clicklens.core.errors import NotFoundError, nearest
from clicklens.core.row_filter import PLAIN_COLUMNS, LassoClause

Floats = NDArray[np.float64]

_PLAIN: dict[str, tuple[ColumnKind, str]] = {  # kind and unit
    "label": ("flag", ""),
    "pctr": ("number", "probability"),
    "error": ("number", "probability"),
    "loss": ("number", "nats"),
    "day": ("number", "day"),
    "weight": ("number", "rows"),
    "example_id": ("number", ""),
}


class RowSource:
    """The rows of one split of one run, as the model of one step scores them."""

    def __init__(self, subject: Captured, step: int, split: str) -> None:
        """Raises NotFoundError for a step or split that the run lacks."""
        self.subject, self._split = subject, split
        self._states = subject.states(step, split)
        self._sample: pa.Table = subject.sample(split)
        self.labels: Floats = self._states.labels[subject.task].astype(np.float64)
        self.logits: Floats = self._states.logits[subject.task].astype(np.float64)
        self.weights: Floats = self._states.weights.astype(np.float64)
        self.example_ids: NDArray[np.int64] = np.asarray(self._states.example_ids)
        self._taps = {tap.name: tap.width for tap in subject.info(step).taps}
        self._saliencies = tuple(subject.info(step).gradient_fields)

    @property
    def groups(self) -> NDArray[np.int64] | None:
        """(n,) whose row it is; None where not all rows say so."""
        return self.subject.groups(self._split)

    def inside(self, lasso: LassoClause) -> NDArray[np.bool_]:
        """(n,) the rows inside a lasso, on the whole run's map, so that a part of the rows keeps its place.

        Raises NotFoundError for an unknown tap or step, UnavailableError for a map that was not made.
        """
        if lasso.split not in (None, self._split):
            return np.zeros(len(self.labels), dtype=bool)
        whole = self.subject.whole
        cloud = map_points(whole, tap=lasso.tap, method=lasso.method, step=lasso.step, split=self._split)
        inside = cloud.places[inside_polygon(cloud.x, cloud.y, lasso.points)]
        ids = np.asarray(whole.states(lasso.step, self._split).example_ids)[inside]
        return np.isin(self.example_ids, ids)

    @property
    def names(self) -> tuple[str, ...]:
        """All columns but those of single neurons, of which there are ``neuron:TAP:0``, ``neuron:TAP:1`` and so on."""
        fields = [name for name in self._sample.column_names if self._is_field(name)]
        return (*PLAIN_COLUMNS, *fields, *(f"saliency:{name}" for name in self._saliencies))

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        try:
            self.cells(name)
        except NotFoundError:
            return False
        return True

    def cells(self, name: str) -> Cells:
        """The column of that name. Raises NotFoundError naming the nearest."""
        if name in PLAIN_COLUMNS:
            kind, unit = _PLAIN[name]
            return NumberCells(name=name, kind=kind, unit=unit, numbers=self._plain(name))
        if name.startswith("field:") and name in self._sample.column_names and self._is_field(name):
            return self._field(name)
        if name.removeprefix("saliency:") in self._saliencies and name.startswith("saliency:"):
            field = name.removeprefix("saliency:")
            values = row_saliency(self._states, task=self.subject.task, fields=[field])[:, 0]
            return NumberCells(name=name, kind="number", unit="|dpctr/dh0|", numbers=values)
        if name.startswith("neuron:"):
            return NumberCells(name=name, kind="number", unit="", numbers=self._neuron(name))
        raise NotFoundError(f"run '{self.subject.run.id}' has no column '{name}'{nearest(name, self.names)}")

    def _plain(self, name: str) -> Floats:
        pctr: Floats = expit(self.logits)
        if name == "day":
            days: Floats = self._sample["day"].to_numpy().astype(np.float64)
            return days
        values: dict[str, Any] = {
            "label": self.labels,
            "pctr": pctr,
            "error": np.abs(self.labels - pctr),
            "loss": np.logaddexp(0.0, np.where(self.labels == 1, -self.logits, self.logits)),
            "weight": self.weights,
            "example_id": self.example_ids.astype(np.float64),
        }
        found: Floats = values[name]
        return found

    def _field(self, name: str) -> Cells:
        array = self._sample[name].combine_chunks()
        if pa.types.is_floating(array.type) or pa.types.is_integer(array.type):
            return NumberCells(name=name, kind="number", unit="", numbers=array.to_numpy(zero_copy_only=False) * 1.0)
        return CategoryCells(name=name, source=array, rows=len(array))

    def _neuron(self, name: str) -> Floats:
        tap, _, number = name.removeprefix("neuron:").rpartition(":")
        if tap not in self._taps:
            raise NotFoundError(f"run '{self.subject.run.id}' has no tap '{tap}'{nearest(tap, self._taps)}")
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        if not is_number or int(number) >= self._taps[tap]:
            raise NotFoundError(f"tap '{tap}' has no neuron {number}: its neurons are 0 to {self._taps[tap] - 1}")
        values: Floats = self._states.activations[tap][:, int(number)].astype(np.float64)
        return values

    def _is_field(self, name: str) -> bool:
        """A field that has one value or names: a vector can be neither filtered nor charted."""
        if not name.startswith("field:"):
            return False
        kind = self._sample.schema.field(name).type
        is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
        return not is_list or pa.types.is_string(kind.value_type) or pa.types.is_large_string(kind.value_type)
