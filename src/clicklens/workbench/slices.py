"""Slices from Python, the command line and the page: a filter gets a name, checked against the run it was made on."""

from __future__ import annotations

from clicklens.analysis import Captured
from clicklens.analysis.rows.source import RowSource
from clicklens.core.errors import RequestError
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter
from clicklens.core.slice import Slice
from clicklens.training.clock import utc_now


class UsableSlice(Record):
    """A saved slice, and whether a run can use it."""

    slice: Slice
    is_of_other_data: bool  # saved on rows of another schema than the run's
    missing: tuple[str, ...]  # columns that it names and the run does not have


def save_slice(
    captured: Captured, name: str, chosen: RowFilter, *, note: str = "", replace: bool = False, now: str | None = None
) -> Slice:
    """Keeps a filter under a name. Raises NotFoundError for a column that the run lacks, ConfigError for a name that is
    none, RequestError where the name is taken and ``replace`` is not said.
    """
    store, run = captured.store, captured.run
    source = _source(captured)
    for column in chosen.columns:
        source.cells(column)
    if not replace and any(saved.name == name for saved in store.slices()):
        raise RequestError(f"there is a slice '{name}' already; choose another name, or say that it is to be replaced")
    values = {"name": name, "filter": chosen, "note": note, "created_at": now or utc_now()}
    digest = run.features.digest()
    saved = Slice.parse({**values, "schema_digest": digest, "data": run.features.name}, source="slice")
    store.put_slice(saved)
    return saved


def usable_slices(captured: Captured) -> list[UsableSlice]:
    """Every saved slice, and what the run lacks for it."""
    source, digest = _source(captured), captured.run.features.digest()
    return [
        UsableSlice(
            slice=saved,
            is_of_other_data=saved.schema_digest != digest,
            missing=tuple(name for name in saved.filter.columns if not source.has(name)),
        )
        for saved in captured.store.slices()
    ]


def _source(captured: Captured) -> RowSource:
    return RowSource(captured, captured.best_or_last_step(), captured.splits[-1])
