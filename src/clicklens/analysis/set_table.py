"""What the model says of each combination of a set's values, against the sum of what each value does.

    M(v) = mean_r f(r with v)                     rows r of training, with the values v of the set put in
    A(v) = Σ_i mean_r f(r with v_i) − (k − 1) mean_r f(r)         k fields, each put in alone: what adds up
    M(v) − A(v)                                   what the set does together

Partial dependence (Friedman, 2001), in logit. The same rows stand behind all three, so that what they differ by in
other fields goes out; the interval is of the mean over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from clicklens.analysis.field_values import FieldValues, field_values, has_values
from clicklens.analysis.interactions_result import SetCell, SetTable
from clicklens.analysis.live import BATCH_ROWS, Live
from clicklens.core.interval import Interval
from clicklens.data.batch import Batch
from clicklens.metrics.critical_value import normal_critical_value
from clicklens.models import Embedded, in_eval_mode

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SAMPLE = 5_000  # rows of the split in which combinations are counted
BACKGROUND = 64  # rows that each combination is put into
VALUES = {2: 8, 3: 4, 4: 3}  # size of a set -> values of each field; larger sets are not laid out
LEVEL = 0.95  # of intervals


@dataclass(frozen=True)
class TableRows:
    """Rows of a split, as people read them and as the model does, and rows to put their values into."""

    cells: Mapping[str, Sequence[object]]  # field -> (n,)
    own: Embedded  # (n,)
    background: Embedded  # (R,)
    seed: int


def table_rows(live: Live, split: str, background: Batch, *, seed: int) -> TableRows:
    """At most ``SAMPLE`` rows of the split, each as likely as the next."""
    encoded = live.dataset.split(split)
    places = np.arange(len(encoded))
    if len(places) > SAMPLE:
        places = np.sort(np.random.default_rng(seed).choice(places, SAMPLE, replace=False))
    frame = encoded.decoded(places)
    with in_eval_mode(live.model), torch.inference_mode():
        own = live.model.embed(encoded.batch(places))
        other = live.model.embed(background.take(torch.arange(min(BACKGROUND, len(background)))))
    return TableRows(cells={str(name): frame[name].tolist() for name in frame}, own=own, background=other, seed=seed)


def set_table(live: Live, fields: Sequence[str], rows: TableRows) -> SetTable | None:
    """None where the set has too many fields, or one without few values, such as a vector."""
    known = [live.dataset.schema.field(name) for name in fields]
    most = VALUES.get(len(fields))
    if most is None or not all(has_values(field) for field in known):
        return None
    values = [field_values(field, rows.cells[field.name], most) for field in known]
    combinations = np.array(list(product(*(range(len(one.names)) for one in values))))  # (C, k)
    answers = _Answers(live, fields, values, rows)
    base = answers.of(np.full((1, len(fields)), -1))[0]  # (R,)
    alone = [answers.of(_alone(place, len(one.names), len(fields))) for place, one in enumerate(values)]  # (V, R) each
    together = answers.of(combinations)  # (C, R)
    additive = sum(part[combinations[:, place]] for place, part in enumerate(alone)) - (len(fields) - 1) * base
    held = np.stack([one.value for one in values], axis=1)  # (n, k)
    return SetTable(
        values=tuple(one.names for one in values),
        background=len(base),
        sample=len(held),
        laid_out=float((held >= 0).all(axis=1).mean()),
        cells=tuple(
            SetCell(
                values=tuple(one.names[place] for one, place in zip(values, combination, strict=True)),
                rows=int((held == combination).all(axis=1).sum()),
                logit=float(together[number].mean()),
                additive=float(additive[number].mean()),
                beyond=_interval(together[number] - additive[number]),
            )
            for number, combination in enumerate(combinations)
        ),
    )


class _Answers:
    """The model's answers about the background rows with some values put in."""

    def __init__(self, live: Live, fields: Sequence[str], values: Sequence[FieldValues], rows: TableRows) -> None:
        self._live, self._fields, self._rows = live, fields, rows
        self._size = len(rows.background)
        random = np.random.default_rng(rows.seed)
        # Of each value a row that holds it, drawn for each background row: histories and ranges have many.
        self._holders = [
            np.stack([random.choice(np.flatnonzero(one.value == place), self._size) for place in range(len(one.names))])
            for one in values
        ]  # (V, R) each

    def of(self, combinations: Integers) -> Floats:
        """combinations (C, k), -1: the field stays as it is -> logits (C, R)"""
        count = max(BATCH_ROWS * 4 // self._size, 1)
        parts = [self._asked(combinations[first : first + count]) for first in range(0, len(combinations), count)]
        return np.concatenate(parts)

    def _asked(self, combinations: Integers) -> Floats:
        rows = torch.arange(self._size).repeat(len(combinations))
        with in_eval_mode(self._live.model), torch.inference_mode():
            mixed = self._rows.background.take(rows)
            for place, name in enumerate(self._fields):
                chosen = combinations[:, place]
                holders = self._holders[place][np.maximum(chosen, 0)].ravel()  # (C R,)
                is_put = torch.from_numpy(np.repeat(chosen >= 0, self._size))
                mixed = _put(mixed, self._rows.own.take(torch.from_numpy(holders)), name, is_put)
            logits = self._live.model.score(mixed)[self._live.task].double().cpu().numpy()
        return logits.reshape(len(combinations), self._size)


def _put(rows: Embedded, others: Embedded, field: str, is_put: Tensor) -> Embedded:
    """``rows`` with the field of ``others`` where ``is_put``, all of B rows"""
    if field not in rows.fields:
        column = rows.numeric_names.index(field)
        numeric = rows.numeric.clone()
        numeric[:, column] = torch.where(is_put, others.numeric[:, column], numeric[:, column])
        return replace(rows, numeric=numeric)
    vectors, mask = rows.mixed(field, others, ~is_put)
    masks = rows.masks if mask is None else {**rows.masks, field: mask}
    return replace(rows, fields={**rows.fields, field: vectors}, masks=masks)


def _alone(place: int, values: int, fields: int) -> Integers:
    """(values, fields): each value of one field, nothing put into the others"""
    combinations = np.full((values, fields), -1, dtype=np.int64)
    combinations[:, place] = np.arange(values)
    return combinations


def _interval(differences: Floats) -> Interval:
    """(R,) -> the mean"""
    mean = float(differences.mean())
    if len(differences) < 2:
        return Interval(value=mean, low=mean, high=mean, level=LEVEL)
    error = float(differences.std(ddof=1)) / np.sqrt(len(differences))
    reach = normal_critical_value(LEVEL) * error
    return Interval(value=mean, low=mean - reach, high=mean + reach, level=LEVEL)
