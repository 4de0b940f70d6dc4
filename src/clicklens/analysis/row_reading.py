"""RowReading: one row of a sample as people read it, with what the model says of it."""

from __future__ import annotations

from collections.abc import Iterable

from clicklens.analysis.captured import Captured
from clicklens.analysis.reading import Reading, reading
from clicklens.core.field import DenseField, Field
from clicklens.core.record import Record


class RowReading(Record):
    """A row at one step."""

    example_id: int
    label: float  # of the first task, 1: clicked
    pctr: float  # 0 to 1
    fields: dict[str, Reading]  # in the schema's order; vectors are left out


def readable_fields(subject: Captured, split: str) -> list[Field]:
    """The fields whose values a person can read: all that the sample keeps but vectors, in the schema's order."""
    kept = subject.rows(split).columns
    return [f for f in subject.run.features.fields if f"field:{f.name}" in kept and not isinstance(f, DenseField)]


def read_rows(subject: Captured, split: str, step: int, places: Iterable[int]) -> tuple[RowReading, ...]:
    """The rows at these places of the split's sample, in the order given."""
    table, ids = subject.rows(split), subject.states(step, split).example_ids
    labels, pctr = subject.labels(split), subject.pctr(step, split)
    fields = readable_fields(subject, split)
    return tuple(
        RowReading(
            example_id=int(ids[place]),
            label=float(labels[place]),
            pctr=float(pctr[place]),
            fields={field.name: reading(table[f"field:{field.name}"].iloc[place], field) for field in fields},
        )
        for place in places
    )
