"""Live: a model that can still be asked, with the encoded rows that it reads. The other subject beside Captured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from clicklens.analysis.reading import Reading, reading
from clicklens.core.errors import ConfigError, DataError, NotFoundError
from clicklens.core.field import CategoricalField, CrossField, SequenceField
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encoded_split import EncodedSplit
from clicklens.data.split import TRAIN
from clicklens.models import CtrModel, in_eval_mode

BATCH_ROWS = 2048  # rows that pass through the model at once
SAMPLED = 10_000  # rows of the training split from which the range of a number is told


@dataclass(frozen=True)
class LiveRow:
    """One row that a question is about."""

    batch: Batch  # of this row
    readings: Mapping[str, Reading]  # field -> its value as people read it
    split: str | None = None  # None: the row was given, and is in no split
    example_id: int | None = None
    clicked: bool | None = None  # of the first task


class Live:
    """One model of one run, at the step of its checkpoint."""

    def __init__(
        self,
        *,
        run_id: str,
        step: int,
        model: CtrModel,
        dataset: EncodedDataset,
        start: Callable[[], CtrModel | None] = lambda: None,
    ) -> None:
        """``start`` gives the model as it was before its first step, where that can be known."""
        self.run_id = run_id
        self.step = step
        self.model = model
        self.dataset = dataset
        self.start = start
        self._numbers = lru_cache(maxsize=256)(self._sampled_numbers)

    @property
    def task(self) -> str:
        """The first task: the one whose logits analyses use."""
        return self.model.tasks[0]

    def logits(self, batch: Batch) -> NDArray[np.float64]:
        """(B,) of the first task, in eval mode; the model is left as found."""
        with in_eval_mode(self.model), torch.inference_mode():
            parts = [
                self.model(batch.take(torch.arange(first, min(first + BATCH_ROWS, len(batch)))))[self.task]
                for first in range(0, len(batch), BATCH_ROWS)
            ]
            found: NDArray[np.float64] = torch.cat(parts).double().cpu().numpy()
        return found

    def example(self, example_id: int, split: str | None = None) -> LiveRow:
        """The row of that id, as it was encoded. Raises NotFoundError naming the split that has it, or the ids.

        Without ``split`` every split is looked through; an id stands in one of them only.
        """
        asked = self.dataset.splits if split is None else [self.dataset.split(split).name]
        for name in asked:
            place = _place(self.dataset.split(name), example_id)
            if place is not None:
                return self._row(name, place)
        others = [name for name in self.dataset.splits if _place(self.dataset.split(name), example_id) is not None]
        if others:
            raise NotFoundError(f"example {example_id} is not in the split '{split}' but in '{others[0]}'")
        raise NotFoundError(
            f"data set '{self.dataset.manifest.name}' has no example {example_id}; an example's id is the number of "
            "its row in the source, from 0"
        )

    def given(self, values: Mapping[str, Any]) -> LiveRow:
        """A row that stands in no split, by its fields' values; a field that is not named is missing.

        Raises SchemaError for an unknown field, ConfigError for a cross, DataError for a value that cannot be one.
        """
        schema = self.dataset.schema
        refuse_crosses(schema, values)
        fields = schema.source_fields
        parts = [self.dataset.encode_values(f.name, [values.get(f.name)]) for f in fields]
        batch = self.dataset.crossed(_side_by_side(parts, order=list(schema.without_crosses().table_of)))
        made = {cross.name: self.read_as(cross.name, batch) for cross in schema.crosses}
        return LiveRow(batch=batch, readings={f.name: reading(values.get(f.name), f) for f in fields} | made)

    def changed(self, batch: Batch, field: str, part: Batch, rows: Sequence[int]) -> Batch:
        """``batch`` with the values of ``field`` in ``part``, one for each of ``rows``, in those rows.

        Crosses of the field change with it. Raises ConfigError for a cross: it follows from its fields.
        """
        refuse_crosses(self.dataset.schema, [field])
        return self.dataset.crossed(self._changed(batch, field, part, rows))

    def _changed(self, batch: Batch, field: str, part: Batch, rows: Sequence[int]) -> Batch:
        at = torch.as_tensor(rows)
        if field in part.ids:
            return replace(batch, ids={**batch.ids, field: _placed(batch.ids[field], part.ids[field], at)})
        if field in part.dense:
            return replace(batch, dense={**batch.dense, field: _placed(batch.dense[field], part.dense[field], at)})
        if field in part.images:
            pictures = dict(zip(rows, part.images[field], strict=True))
            keys = tuple(pictures.get(row, key) for row, key in enumerate(batch.images[field]))
            return replace(batch, images={**batch.images, field: keys})
        column = [f.name for f in self.dataset.schema.numeric_fields].index(field)
        numeric = batch.numeric.clone()
        numeric[at, column] = part.numeric[:, 0]
        cut = {name: _placed(batch.buckets[name], ids, at) for name, ids in part.buckets.items()}
        return replace(batch, numeric=numeric, buckets={**batch.buckets, **cut})

    def read_as(self, field: str, part: Batch) -> Reading:
        """What the model reads in the one row of ``part``: the values whose ids stand there; None where none does."""
        entry = self.dataset.schema.field(field)
        if field not in self.dataset.schema.table_of:
            return None if field not in part.images else part.images[field][0]
        ids = part.ids[field][0].numpy()
        texts = self.dataset.vocabulary(self.dataset.schema.table_of[field]).decode(ids[ids > 0])
        is_many = isinstance(entry, SequenceField) or (isinstance(entry, CategoricalField) and entry.multi)
        return tuple(texts) if is_many else next(iter(texts), None)

    def numbers(self, field: str) -> NDArray[np.float64]:
        """Values of a number in training, ascending, without the missing ones; at most those of ``SAMPLED`` rows."""
        return self._numbers(field)

    def _sampled_numbers(self, field: str) -> NDArray[np.float64]:
        split = self.dataset.split(TRAIN)
        rows = np.arange(len(split))
        if len(rows) > SAMPLED:
            rows = np.sort(np.random.default_rng(0).choice(len(split), SAMPLED, replace=False))
        values = np.asarray(split.numbers(field)[rows], dtype=np.float64)
        return np.sort(values[~np.isnan(values)])

    def _row(self, name: str, place: int) -> LiveRow:
        split, rows = self.dataset.split(name), np.array([place])
        batch, decoded = split.batch(rows), split.decoded(rows)
        return LiveRow(
            batch=batch,
            readings={f.name: reading(decoded[f.name].iloc[0], f) for f in split.schema.fields},
            split=name,
            example_id=int(batch.example_ids[0]),
            clicked=bool(batch.labels[self.task][0] > 0),
        )


def refuse_crosses(schema: FeatureSchema, names: Iterable[str]) -> None:
    """Raises ConfigError for the first that is a cross (it has no value of its own), SchemaError for an unknown one."""
    for name in names:
        field = schema.field(name)
        if isinstance(field, CrossField):
            told = " and ".join(f"'{one}'" for one in field.fields)
            raise ConfigError(f"field '{name}' is the cross of {told}: it follows from them, so change those")


def repeated(batch: Batch, count: int) -> Batch:
    """The one row of ``batch``, ``count`` times."""
    return batch.take(torch.zeros(count, dtype=torch.int64))


def _place(split: EncodedSplit, example_id: int) -> int | None:
    """Where the example stands in the split, whose ids ascend."""
    ids = split.example_ids
    place = int(np.searchsorted(ids, example_id))
    return place if place < len(ids) and ids[place] == example_id else None


def _placed(values: Tensor, part: Tensor, rows: Tensor) -> Tensor:
    """values (B, L), part (k, M) -> (B, max(L, M)): rows replaced, 0 behind the shorter ones"""
    found = values.new_zeros(len(values), max(values.shape[1], part.shape[1]))
    found[:, : values.shape[1]] = values
    found[rows] = 0
    found[rows, : part.shape[1]] = part
    return found


def _side_by_side(parts: Sequence[Batch], *, order: Sequence[str]) -> Batch:
    """One row of all fields out of one row of each field."""
    if not parts:
        raise DataError("there are no fields")
    ids = {name: tensor for part in parts for name, tensor in part.ids.items()}
    return replace(
        parts[0],
        ids={name: ids[name] for name in order},
        numeric=torch.cat([part.numeric for part in parts], dim=1),
        dense={name: tensor for part in parts for name, tensor in part.dense.items()},
        images={name: keys for part in parts for name, keys in part.images.items()},
        buckets={name: cut for part in parts for name, cut in part.buckets.items()},
    )
