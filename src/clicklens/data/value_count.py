"""ValueCount: how often each value occurs, counted as rows go by."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clicklens.data.key import KeyKind

_SLACK = 1 << 17  # values that may wait before they are added up


class ValueCount:
    """Counts of distinct values. Memory grows with the distinct values, not with the rows."""

    def __init__(self, kind: KeyKind) -> None:
        self.kind: KeyKind = kind
        self._schema = pa.schema([("value", _ARROW[kind]), ("count", pa.int64())])
        self._total = self._schema.empty_table()
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0

    def add(self, keys: pa.Array) -> None:
        """Counts these keys; missing ones are no occurrence."""
        found = pc.value_counts(keys.drop_null())
        self._waiting.append(pa.Table.from_arrays(found.flatten(), schema=self._schema))
        self._waiting_rows += len(found)
        if self._waiting_rows > max(_SLACK, self._total.num_rows):
            self._add_up()

    def sorted(self) -> tuple[pa.Array, pa.Array]:
        """(values, counts), the most frequent first, equally frequent ones by value, whatever the order of rows."""
        self._add_up()
        order = pc.sort_indices(self._total, sort_keys=[("count", "descending"), ("value", "ascending")])
        ranked = self._total.take(order).combine_chunks()
        return _one(ranked.column("value")), _one(ranked.column("count"))

    def _add_up(self) -> None:
        if not self._waiting:
            return
        joined = pa.concat_tables([self._total, *self._waiting])
        summed = joined.group_by("value").aggregate([("count", "sum")])
        self._total = summed.select(["value", "count_sum"]).rename_columns(["value", "count"])
        self._waiting, self._waiting_rows = [], 0


_ARROW = {"integer": pa.int64(), "text": pa.large_string()}


def _one(column: pa.ChunkedArray) -> pa.Array:
    return (
        column.chunk(0)
        if column.num_chunks == 1
        else pa.concat_arrays(column.chunks)
        if column.num_chunks
        else (pa.array([], column.type))
    )
