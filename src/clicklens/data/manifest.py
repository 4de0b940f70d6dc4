"""Manifest: what an encoded data set holds, and how it came about. Written last, so that it vouches for the rest."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic import Field as Setting

from clicklens.core.errors import CorruptError, NotFoundError, VersionError
from clicklens.core.record import Record, explain
from clicklens.core.schema import FeatureSchema
from clicklens.data.key import KeyKind
from clicklens.data.numeric import FittedNumeric, FittedQuantile
from clicklens.data.split import SplitRule

FORMAT_VERSION = 2  # the newest that is read
PLAIN_VERSION = 1  # without crosses: what earlier versions can read too
_OF_CROSSES = {"plain_digest", "cross_numerics"}
MANIFEST = "manifest.json"


class SourcePart(Record):
    """A file or frame that rows came from."""

    name: str
    size: int | None  # bytes; None for a frame
    rows: int


class SplitSummary(Record):
    """What a split holds at a glance."""

    rows: int
    label_rate: dict[str, float | None]  # task -> share of ones, 0 to 1; None without rows
    day_first: int | None = None
    day_last: int | None = None
    rows_by_day: dict[int, int] = Setting(default_factory=dict)
    label_rate_by_day: dict[str, dict[int, float]] = Setting(default_factory=dict)  # task -> day -> share of ones
    missing: dict[str, int] = Setting(default_factory=dict)  # field -> rows without a value


class Manifest(BaseModel):
    """The whole description of an encoded data set, as strict as a Record; ``digest`` is that of the rows, not its own.

    ``digest`` depends on what the rows became: schema, split, seed, vocabularies and every encoded byte. It does not
    depend on names, folders or dates, so the same rows from elsewhere are the same data set.
    """

    model_config = Record.model_config

    format_version: int = PLAIN_VERSION
    name: str
    feature_schema: FeatureSchema
    schema_digest: str
    digest: str
    split: SplitRule | None = None
    split_bounds: tuple[int, ...] = ()  # last moment of each split but the last, of a split by time
    seed: int = 0
    splits: dict[str, SplitSummary]
    tables: dict[str, int]  # table -> ids, 0 included
    table_keys: dict[str, KeyKind] = Setting(default_factory=dict)  # vocabulary -> what its values are
    numerics: dict[str, FittedNumeric] = Setting(default_factory=dict)
    plain_digest: str | None = None  # that of the same rows without crosses, where there are some
    cross_numerics: dict[str, FittedQuantile] = Setting(default_factory=dict)  # number -> its buckets in crosses
    sources: tuple[SourcePart, ...] = ()
    created: str  # ISO 8601, UTC

    def save(self, folder: Path) -> None:
        """Writes it, and makes sure that it is on disk."""
        with (folder / MANIFEST).open("w", encoding="utf-8") as file:
            file.write(self.model_dump_json(indent=1, exclude=None if self.feature_schema.crosses else _OF_CROSSES))
            file.flush()
            os.fsync(file.fileno())

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Reads a data set's manifest.

        Raises NotFoundError where none is, VersionError for a newer format, CorruptError for a torn or changed one.
        """
        path = folder / MANIFEST
        if not path.is_file():
            raise NotFoundError(f"{folder}: this is no encoded data set, as it holds no {MANIFEST}")
        try:
            values: Any = json.loads(path.read_bytes())
        except ValueError as error:
            raise CorruptError(f"{path}: the manifest is torn ({error}); encode the data set again") from None
        version = values.get("format_version") if isinstance(values, dict) else None
        if isinstance(version, int) and version > FORMAT_VERSION:
            raise VersionError(
                f"{path}: format {version} was written by a newer ClickLens; this one reads up to {FORMAT_VERSION}"
            )
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            told = explain(error, source=str(path), model=cls)
            raise CorruptError(f"the manifest was changed; encode the data set again\n{told}") from None
