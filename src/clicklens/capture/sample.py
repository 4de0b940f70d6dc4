"""The fixed sample: the same rows of a split at every step of a run, so that a row can be followed through training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.capture.settings import Capture
from clicklens.core.errors import RequestError, nearest
from clicklens.core.field import CategoricalField, DenseField, Field, NumericField, SequenceField
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encoded_split import EncodedSplit

BATCH_ROWS = 2048  # rows that pass through the model at once; bounds memory whatever the sample's size


@dataclass(frozen=True)
class Sample:
    """Rows of one split, drawn uniformly without replacement, in the order of the split.

    A uniform draw keeps the split's own distribution, so every row stands for as much as its sampling weight says.
    """

    name: str
    split: EncodedSplit
    positions: NDArray[np.int64]  # (n,), rows of the split, ascending

    def __len__(self) -> int:
        return len(self.positions)

    def batches(self) -> Iterator[Batch]:
        """The rows in order, at most ``BATCH_ROWS`` at a time."""
        for first in range(0, len(self.positions), BATCH_ROWS):
            yield self.split.batch(self.positions[first : first + BATCH_ROWS])

    def table(self) -> pa.Table:
        """The rows as people read them, in the form that a store's ``put_sample`` takes."""
        parts = list(self.batches())
        columns: dict[str, object] = {"example_id": _joined([part.example_ids for part in parts])}
        columns["weight"] = _joined([part.sampling_weights for part in parts])
        for name in ("day", "group"):
            values = [getattr(part, f"{name}s") for part in parts]
            columns[name] = pa.nulls(len(self), pa.int64()) if values[0] is None else _joined(values)
        for task in parts[0].labels:
            columns[f"label:{task}"] = _joined([part.labels[task] for part in parts])
        decoded = self.split.decoded(self.positions)
        for field in self.split.schema.fields:
            columns[f"field:{field.name}"] = pa.array(decoded[field.name].tolist(), type=_arrow_type(field))
        return pa.table(columns)


def draw_samples(dataset: EncodedDataset, settings: Capture) -> dict[str, Sample]:
    """One sample for each split that has rows; equal settings and data give equal samples.

    Raises RequestError for a split that the data set lacks.
    """
    samples = {}
    for name in settings.splits or tuple(dataset.splits):
        if name not in dataset.splits:
            raise RequestError(f"capture.splits: the data set has no split '{name}'{nearest(name, dataset.splits)}")
        split = dataset.split(name)
        if len(split):
            samples[name] = Sample(name=name, split=split, positions=_draw(len(split), settings, name))
    return samples


def _draw(rows: int, settings: Capture, name: str) -> NDArray[np.int64]:
    if rows <= settings.rows:
        return np.arange(rows, dtype=np.int64)
    generator = np.random.default_rng([settings.seed, *name.encode()])
    return np.sort(generator.choice(rows, size=settings.rows, replace=False)).astype(np.int64)


def _arrow_type(field: Field) -> pa.DataType:
    """Said rather than guessed, so that a column without a single value has the type of the others."""
    if isinstance(field, NumericField):
        return pa.float64()
    if isinstance(field, DenseField):
        return pa.list_(pa.float32())
    is_many = isinstance(field, SequenceField) or (isinstance(field, CategoricalField) and field.multi)
    return pa.list_(pa.string()) if is_many else pa.string()


def _joined(parts: list[object]) -> NDArray[np.generic]:
    return np.concatenate([np.asarray(part) for part in parts])
