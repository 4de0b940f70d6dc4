"""Criteo's display advertising challenge (2014): the layout as published, and a sample of its first rows."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from clicklens.core.errors import DataError, NotFoundError
from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.progress import Listener
from clicklens.data.ready.challenge import by_row_order, with_min_count
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset, shipped_schema

read_schema = partial(shipped_schema, "criteo.yaml")
NUMBERS = tuple(f"I{k}" for k in range(1, 14))
CATEGORIES = tuple(f"C{k}" for k in range(1, 27))
COLUMNS = ("label", *NUMBERS, *CATEGORIES)


class CriteoRows:
    """Rows of Criteo files in the order they stand in, with that order as the column ``row``.

    Read are the published text (label, 13 counts, 26 hashes; tabs, no header; .gz too) and Parquet with those names.
    Iterating gives Arrow record batches, from the beginning each time. Raises DataError that names file and row.
    """

    def __init__(self, *paths: str | Path) -> None:
        self.paths = tuple(Path(path) for path in paths)
        for path in self.paths:
            if not path.is_file():
                raise NotFoundError(f"{path} is not there")

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        first = 0
        for path in self.paths:
            batches = _parquet(path) if path.suffix == ".parquet" else _text(path)
            for batch in batches:
                yield batch.append_column("row", pa.array(np.arange(first, first + len(batch))))
                first += len(batch)


def _text(path: Path) -> Iterator[pa.RecordBatch]:
    _check_first_line(path)
    types = {"label": pa.int8(), **dict.fromkeys(NUMBERS, pa.int64()), **dict.fromkeys(CATEGORIES, pa.string())}
    try:
        with pyarrow.csv.open_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(column_names=COLUMNS, block_size=1 << 24),
            parse_options=pyarrow.csv.ParseOptions(delimiter="\t", quote_char=False),
            convert_options=pyarrow.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True),
        ) as reader:
            yield from reader
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(f"{path}: {error}") from None


def _check_first_line(path: Path) -> None:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            cells = next(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), [])
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read as text: {error}") from None
    if len(cells) != len(COLUMNS):
        raise DataError(f"{path}, row 1 has {len(cells)} cells between tabs; a Criteo row has {len(COLUMNS)}")
    if cells[0] not in ("0", "1"):
        raise DataError(f"{path}, row 1: label is '{cells[0]}'; right is 0 or 1, and no header line")


def _parquet(path: Path) -> Iterator[pa.RecordBatch]:
    try:
        file = pyarrow.parquet.ParquetFile(path)
        missing = [name for name in COLUMNS if name not in file.schema_arrow.names]
        if missing:
            raise DataError(f"{path} has no column '{missing[0]}'; a Criteo file has label, I1-I13, C1-C26")
        yield from file.iter_batches(columns=list(COLUMNS))
    except pa.ArrowInvalid as error:
        raise DataError(f"{path}: {error}") from None


def criteo_schema(*, min_count: int = 10) -> FeatureSchema:
    """The 13 counts as ln(x)^2, the 26 hashes with ids from ``min_count`` occurrences in the training split on."""
    return with_min_count(read_schema(), min_count)


def encode_criteo(
    *paths: str | Path,
    out: str | Path,
    min_count: int = 10,
    test_share: float = 0.1,
    validation_share: float = 0.1,
    progress: Listener | None = None,
) -> EncodedDataset:
    """Encodes files of the challenge, split by row order: the published rows stand in time order."""
    split = by_row_order(test_share=test_share, validation_share=validation_share)
    return encode(CriteoRows(*paths), criteo_schema(min_count=min_count), out, split=split, progress=progress)


def _prepare(folders: Folders) -> Prepared:
    (path,) = folders.files("criteo-sample-10k", "criteo_10k.parquet")
    return Prepared(
        rows=CriteoRows(path),
        schema=criteo_schema(min_count=2),
        split=by_row_order(test_share=0.2, validation_share=0.1),
    )


READY = (
    ReadyDataset(
        card=ReadyCard(
            name="criteo-sample",
            title="Criteo display advertising, first 10,000 rows",
            rows=10_000,
            label="1 where the advertisement was clicked (21.8%)",
            splits="by row order, which is time order: the first 70% train, the next 10% validate, the last 20% test",
            source="Criteo Labs, display advertising challenge 2014",
            how_to_get="put criteo_10k.parquet into criteo-sample-10k/ in the folder that CLICKLENS_DATA names",
            licence="Criteo's own terms for the challenge data; not to be passed on. Too small to compare models.",
            citation="Criteo Labs. 2014. Display Advertising Challenge. Kaggle.",
        ),
        read_schema=read_schema,
        prepare=_prepare,
    ),
)
