"""ReadyDataset: a public data set with everything that a person must know before using it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from clicklens.core.errors import NotFoundError
from clicklens.core.record import Record
from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.download import Package, WebFile, fetch_package, fetch_web_file
from clicklens.data.encode import encode
from clicklens.data.progress import Listener
from clicklens.data.schema_file import load_schema
from clicklens.data.split import SplitRule

DATA_VARIABLE = "CLICKLENS_DATA"
SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True)
class Folders:
    """Where a set's files may come from: what was fetched, and the user's own folder of sets."""

    downloads: Path
    data: Path | None  # what $CLICKLENS_DATA names
    web: Callable[[WebFile, Path], Path] = fetch_web_file
    package: Callable[[Package, Path], Path] = fetch_package

    def files(self, folder: str, *names: str) -> list[Path]:
        """Files of a set that has no download. Raises NotFoundError that says what to set or to put where."""
        if self.data is None:
            raise NotFoundError(
                f"this set cannot be downloaded for you: set {DATA_VARIABLE} to the folder that holds "
                f"{folder}/ with {', '.join(names)}"
            )
        found = [self.data / folder / name for name in names]
        missing = [str(path) for path in found if not path.is_file()]
        if missing:
            raise NotFoundError(f"{missing[0]} is not there; {DATA_VARIABLE} is '{self.data}'")
        return found


class Encodable(Protocol):
    """What a set's files have become, ready to be encoded."""

    def encode(self, out: Path, *, progress: Listener | None = None) -> EncodedDataset:
        """Writes the encoded data set into the folder ``out``, which is not there yet."""
        ...


@dataclass(frozen=True)
class Prepared:
    """Rows as ``encode`` takes them, with the schema that reads them and the rule that splits them."""

    rows: Any
    schema: FeatureSchema
    split: SplitRule | None  # None: the rows are given by split

    def encode(self, out: Path, *, progress: Listener | None = None) -> EncodedDataset:
        """Writes the encoded data set into the folder ``out``, which is not there yet."""
        return encode(self.rows, self.schema, out, split=self.split, progress=progress)


class ReadyCard(Record):
    """What a person should know of a data set."""

    name: str  # a variant stands behind a slash
    title: str
    rows: int  # rows with a label, in all splits together
    label: str  # what a 1 means
    splits: str  # how the splits are made
    source: str
    how_to_get: str
    licence: str  # as its source states it
    citation: str


@dataclass(frozen=True)
class ReadyDataset:
    """A data set that ``load`` can make: its card and the way from its files to rows."""

    card: ReadyCard
    prepare: Callable[[Folders], Encodable]
    read_schema: Callable[[], FeatureSchema]
    made_by: str = ""  # what else decides its rows, where they are made up

    @property
    def name(self) -> str:
        """The name that ``load`` takes."""
        return self.card.name

    @property
    def title(self) -> str:
        """What it is called."""
        return self.card.title

    @property
    def rows(self) -> int:
        """Rows with a label, in all splits together."""
        return self.card.rows

    @property
    def label(self) -> str:
        """What a 1 means."""
        return self.card.label

    @property
    def source(self) -> str:
        """Where it comes from."""
        return self.card.source

    @property
    def licence(self) -> str:
        """What its licence allows, as its source states it."""
        return self.card.licence

    @property
    def schema(self) -> FeatureSchema:
        """What its rows mean."""
        return self.read_schema()

    def digest(self) -> str:
        """Changes with the schema and with what the card says of label and splits; names the encoded copy."""
        return hashlib.sha256((self.card.to_json() + self.schema.digest() + self.made_by).encode()).hexdigest()


def shipped_schema(file: str) -> FeatureSchema:
    """A schema that comes with ClickLens, by its file's name."""
    return load_schema(SCHEMAS / file)
