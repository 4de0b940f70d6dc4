"""Reading: a field's value as people read it."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from clicklens.core.field import CategoricalField, DenseField, Field, NumericField, SequenceField
from clicklens.data.raw_value import entries_of

Reading: TypeAlias = str | float | tuple[str | float | None, ...] | None  # a list where a field has many; None: missing


def reading(value: Any, field: Field) -> Reading:
    """A value of the field as a Reading, whatever it came from: a cell of a table, a request, an array."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return tuple(_single(entry, field) for entry in value)
    if value is not None and (
        isinstance(field, SequenceField) or (isinstance(field, CategoricalField) and field.multi)
    ):
        return tuple(_single(entry, field) for entry in entries_of(value, field))
    return _single(value, field)


def shown(value: Reading, *, length: int = 40) -> str:
    """How a sentence calls it: ``Drama``, ``12.5``, ``Drama, Comedy``; 'nothing' where it is missing."""
    if isinstance(value, tuple):
        text = ", ".join(shown(entry) for entry in value) or "nothing"
    elif isinstance(value, float):
        text = f"{value:g}"
    else:
        text = "nothing" if value is None else value
    return text if len(text) <= length else text[: length - 1] + "…"


def _single(value: Any, field: Field) -> str | float | None:
    if value is None or value != value:  # NaN is how tables say missing
        return None
    if isinstance(field, (NumericField, DenseField)):
        return None if value == "" else float(value)
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    return str(int(value) if isinstance(value, float) else value)
