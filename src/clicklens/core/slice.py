"""Slice: a filter with a name, kept so that later runs on rows of the same kind can be asked about the same rows."""

from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter


class Slice(Record):
    """A named filter, and what kind of rows it was made for."""

    name: str = Setting(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")
    filter: RowFilter
    schema_digest: str = Setting(max_length=64)  # of the run's schema; runs of another one may lack its columns
    data: str  # the schema's name, for people
    created_at: str  # ISO 8601, UTC
    note: str = Setting(default="", max_length=20_000)
