"""Rows: labels with their scores and weights, checked once, so that no metric computes on nonsense."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clicklens.core.errors import DataError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_NEGLIGIBLE = 1e-150


@dataclass(frozen=True)
class Rows:
    """n examples: what was observed, what was predicted, and how many impressions each stands for."""

    labels: Floats  # (n,) 0 or 1
    scores: Floats  # (n,) finite
    weights: Floats  # (n,) at least 0; the largest lies in [1, 2), since only their ratios matter

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def positive(self) -> Floats:
        """The weight of each clicked row, 0 for the others: (n,)"""
        return self.weights * self.labels

    @property
    def negative(self) -> Floats:
        """The weight of each row without a click, 0 for the others: (n,)"""
        return self.weights * (1.0 - self.labels)

    @property
    def have_both_classes(self) -> bool:
        """Whether there is at least one click and one non-click of weight above 0."""
        return bool((self.positive > 0).any() and (self.negative > 0).any())


def check_rows(
    labels: ArrayLike,
    scores: ArrayLike,
    *,
    name: str = "scores",
    weights: ArrayLike | None = None,
    first: int = 0,
) -> Rows:
    """Rows of equal length with labels 0 or 1, finite scores and weights of at least 0.

    ``name`` is what the caller calls its scores; ``first`` is the number of the first row, for messages. Raises
    DataError that names index and value.
    """
    checked_labels = _numbers(labels, name="labels", first=first)
    _refuse(checked_labels, (checked_labels == 0) | (checked_labels == 1), "labels", "a label is 0 or 1", first)
    checked_scores = check_finite(scores, name=name, first=first)
    _check_length(checked_scores, name, checked_labels)
    if weights is None:
        return Rows(checked_labels, checked_scores, np.ones(len(checked_labels)))
    checked_weights = check_finite(weights, name="weights", first=first)
    _check_length(checked_weights, "weights", checked_labels)
    _refuse(checked_weights, checked_weights >= 0, "weights", "a sampling weight is 0 or more", first)
    return Rows(checked_labels, checked_scores, scale_exactly(checked_weights))


def check_finite(values: ArrayLike, *, name: str, first: int = 0) -> Floats:
    """``values`` as float64 (n,). Raises DataError that names the first NaN or infinity."""
    numbers = _numbers(values, name=name, first=first)
    _refuse(numbers, np.isfinite(numbers), name, "a finite number is expected", first)
    return numbers


def check_probabilities(values: Floats, *, name: str) -> None:
    """Raises DataError that names the first value outside 0 to 1."""
    _refuse(values, (values >= 0) & (values <= 1), name, "a probability lies between 0 and 1 (a logit does not)", 0)


def check_ids(values: ArrayLike, n: int, *, name: str) -> Integers:
    """``values`` as int64 (n,). Raises DataError for another length or for ids that are not whole numbers."""
    ids = _one_number_a_row(values, name)
    if ids.size and ids.dtype.kind not in "iu":
        raise DataError(f"{name} are {ids.dtype}, {name}[0] is {ids[0]!r}: ids are whole numbers (int64)")
    if len(ids) != n:
        raise DataError(f"{name} have {len(ids)} rows and labels have {n}: one each is expected")
    return ids.astype(np.int64, copy=False)


def scale_exactly(weights: Floats) -> Floats:
    """Divides by a power of two (which rounds nothing) so that no sum, product or square of weights leaves float64.

    What weighs less than 1e-150 of the heaviest counts as 0.
    """
    largest = weights.max(initial=0.0)
    if largest == 0:
        return weights
    exponent = 1 - int(np.frexp(largest)[1])
    scaled = np.ldexp(weights, exponent) if exponent else weights  # millions of rows are not copied for nothing
    negligible = scaled < _NEGLIGIBLE
    return np.where(negligible, 0.0, scaled) if negligible.any() else scaled


def _numbers(values: ArrayLike, *, name: str, first: int) -> Floats:
    array = _one_number_a_row(values, name)
    if array.dtype.kind not in "biuf":
        for index, value in enumerate(array.tolist()):
            if not isinstance(value, Real):
                raise DataError(f"{name}[{first + index}] is {value!r}: a number is expected")
    return array.astype(np.float64, copy=False)


def _one_number_a_row(values: ArrayLike, name: str) -> NDArray[Any]:
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise DataError(f"{name} are no array of numbers: {error}") from None
    if array.ndim != 1:
        raise DataError(f"{name} have shape {array.shape}: one number a row, shape (n,), is expected")
    return array


def _check_length(values: Floats, name: str, labels: Floats) -> None:
    if len(values) != len(labels):
        raise DataError(f"{name} have {len(values)} rows and labels have {len(labels)}: one each is expected")


def _refuse(values: Floats, allowed: NDArray[np.bool_], name: str, rule: str, first: int) -> None:
    if not allowed.all():
        index = int(np.argmin(allowed))
        raise DataError(f"{name}[{first + index}] is {float(values[index])!r}: {rule}")
