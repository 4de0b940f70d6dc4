"""What crosses cost: how many ids the tables have with them, and how many rows have one."""

from __future__ import annotations

import numpy as np

from clicklens.core.record import Record
from clicklens.data.dataset import EncodedDataset

_PIECE = 1 << 20  # rows


class CrossGrowth(Record):
    """One cross that was added."""

    field: str
    fields: tuple[str, ...]  # what it is made of
    ids: int  # combinations with an id
    covered: float | None  # share of the rows that metrics are of, 0 to 1, whose combination has one; None without rows


class Growth(Record):
    """The tables of a data set before and after."""

    ids_before: int  # of all tables together
    ids_after: int
    split: str  # whose rows are covered
    crosses: tuple[CrossGrowth, ...]

    @property
    def text(self) -> str:
        """In a sentence."""
        covered = [cross.covered for cross in self.crosses if cross.covered is not None]
        told = f"The tables grow from {self.ids_before:,} to {self.ids_after:,} ids"
        if not covered:
            return f"{told}."
        least, most = (f"{share:.0%}" for share in (min(covered), max(covered)))
        return f"{told}; {least if least == most else f'{least} to {most}'} of the rows have a combination with an id."


def growth_of(before: EncodedDataset, after: EncodedDataset, *, split: str) -> Growth:
    """What ``after`` has more than ``before``."""
    known = {cross.name for cross in before.schema.crosses}
    return Growth(
        ids_before=sum(before.table_sizes.values()),
        ids_after=sum(after.table_sizes.values()),
        split=split,
        crosses=tuple(
            CrossGrowth(
                field=cross.name,
                fields=cross.fields,
                ids=after.table_sizes[cross.table] - 1,
                covered=_covered(after, cross.name, split),
            )
            for cross in after.schema.crosses
            if cross.name not in known
        ),
    )


def _covered(dataset: EncodedDataset, field: str, split: str) -> float | None:
    ids = np.asarray(dataset.split(split).field_ids(field))
    found = sum(int(np.count_nonzero(ids[first : first + _PIECE])) for first in range(0, len(ids), _PIECE))
    return found / len(ids) if len(ids) else None
