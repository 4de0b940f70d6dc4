"""Avazu's click-through challenge (2014): the layout as published, and a sample of its first hour."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clicklens.core.errors import DataError
from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.progress import Listener
from clicklens.data.ready.challenge import by_row_order, with_min_count
from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset, shipped_schema
from clicklens.data.source import open_source

read_schema = partial(shipped_schema, "avazu.yaml")
# fmt: off
CATEGORIES = (
    "C1", "banner_pos", "site_id", "site_domain", "site_category", "app_id", "app_domain", "app_category",
    "device_id", "device_ip", "device_model", "device_type", "device_conn_type", "C14", "C15", "C16", "C17", "C18",
    "C19", "C20", "C21",
)
# fmt: on


class AvazuRows:
    """Rows of Avazu files, with ``hour`` (YYMMDDHH) taken apart into hour of the day, day and order in the file.

    Read are train.csv as published (.gz too) and Parquet with those names. Iterating gives Arrow record batches, from
    the beginning each time. Raises DataError that names file, row and value.
    """

    def __init__(self, *paths: str | Path) -> None:
        self._source = open_source([Path(path) for path in paths], columns=["click", "hour", *CATEGORIES])

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        seen = 0
        for name, first, batch in self._source.batches():
            stamp = _stamps(batch["hour"], name, first)
            columns = {column: batch[column] for column in ("click", *CATEGORIES)}
            columns["hour_of_day"] = pa.array(stamp % 100)
            columns["day"] = pa.array(_days(stamp))
            columns["row"] = pa.array(np.arange(seen, seen + len(batch)))
            yield pa.RecordBatch.from_pydict(columns)
            seen += len(batch)


def _stamps(hour: pa.Array, name: str, first: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    text = pc.utf8_trim_whitespace(hour.cast(pa.string()))
    right = pc.fill_null(
        pc.match_substring_regex(text, r"^\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])$"), False
    )
    wrong = np.flatnonzero(~right.to_numpy(zero_copy_only=False))
    if len(wrong):
        value = text[int(wrong[0])].as_py()
        raise DataError(
            f"{name}, row {first + int(wrong[0]) + 1}: hour is '{value}'; right is YYMMDDHH such as 14102100"
        )
    return np.asarray(text.cast(pa.int64()).to_numpy(zero_copy_only=False))


def _days(stamp: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Days since 1970-01-01 of YYMMDDHH."""
    months = (2000 + stamp // 1_000_000 - 1970) * 12 + stamp // 10_000 % 100 - 1
    first_of_month = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(first_of_month + stamp // 100 % 100 - 1)


def avazu_schema(*, min_count: int = 2) -> FeatureSchema:
    """22 fields, with ids from ``min_count`` occurrences in the training split on; the impression's id is not one."""
    return with_min_count(read_schema(), min_count)


def encode_avazu(
    *paths: str | Path,
    out: str | Path,
    min_count: int = 2,
    test_share: float = 0.1,
    validation_share: float = 0.1,
    progress: Listener | None = None,
) -> EncodedDataset:
    """Encodes files of the challenge, split by row order: the published rows stand in time order."""
    split = by_row_order(test_share=test_share, validation_share=validation_share)
    return encode(AvazuRows(*paths), avazu_schema(min_count=min_count), out, split=split, progress=progress)


def _prepare(folders: Folders) -> Prepared:
    (path,) = folders.files("avazu-sample", "avazu.parquet")
    return Prepared(
        rows=AvazuRows(path),
        schema=avazu_schema(),
        split=by_row_order(test_share=0.2, validation_share=0.1),
    )


READY = (
    ReadyDataset(
        card=ReadyCard(
            name="avazu-sample",
            title="Avazu, 8,999 impressions of the first hour",
            rows=8_999,
            label="1 where the advertisement was clicked (17.4%)",
            splits="by row order: the first 70% train, the next 10% validate, the last 20% test; all of one hour",
            source="Avazu, click-through rate prediction challenge 2014",
            how_to_get="put avazu.parquet into avazu-sample/ in the folder that CLICKLENS_DATA names",
            licence=(
                "None stated by the source; the rules of the challenge hold. Not to be passed on. For pipelines only."
            ),
            citation="Avazu. 2014. Click-Through Rate Prediction. Kaggle.",
        ),
        read_schema=read_schema,
        prepare=_prepare,
    ),
)
