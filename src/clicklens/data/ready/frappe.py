"""Frappe: did this person use this app in this situation? The split that is widely published on (Frappe_x1)."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas
import pyarrow as pa

from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyCard, ReadyDataset, shipped_schema

read_schema = partial(shipped_schema, "frappe-x1.yaml")
FOLDER = "frappe-x1"


def _prepare(folders: Folders) -> Prepared:
    train, validation, test, words = folders.files(
        FOLDER, "train.parquet", "valid.parquet", "test.parquet", "vocab.parquet"
    )
    vocabulary = pandas.read_parquet(words).set_index("id")["value"]
    values = np.empty(int(vocabulary.index.max()) + 1, dtype=object)
    values[vocabulary.index.to_numpy()] = vocabulary.to_numpy(dtype=object)
    schema = read_schema()
    names = [field.name for field in schema.fields]

    def named(frame: pandas.DataFrame) -> pa.Table:
        columns = {name: pa.array(values[frame[name].to_numpy()]) for name in names}
        return pa.table({"label": pa.array(frame["label"].to_numpy()), **columns})

    parts = {"train": train, "validation": validation, "test": test}
    return Prepared(
        rows={split: named(pandas.read_parquet(path)) for split, path in parts.items()}, schema=schema, split=None
    )


READY = (
    ReadyDataset(
        card=ReadyCard(
            name="frappe-x1",
            title="Frappe_x1: mobile apps in context",
            rows=288_609,
            label="1 where the app was used in that situation (a third); two unused apps were drawn for each",
            splits=(
                "as published, 7:2:1 at random; validation and test are exact, in train the app of a negative was "
                "drawn anew from the same law: say 'train negatives redrawn' beside a figure"
            ),
            source="the Frappe log of Baltrunas et al. in the split of Cheng et al. (AFN), ids named by the raw log",
            how_to_get=(
                "put train.parquet, valid.parquet, test.parquet and vocab.parquet into frappe-x1/ in the folder that "
                "CLICKLENS_DATA names"
            ),
            licence=(
                "Research use only; acknowledge in publications; no redistribution without separate permission; no "
                "attempt to identify people; no commercial use without permission."
            ),
            citation=(
                "Linas Baltrunas, Karen Church, Alexandros Karatzoglou, Nuria Oliver. 2015. Frappe: Understanding the "
                "Usage and Perception of Mobile App Recommendations In-The-Wild. arXiv:1505.03014"
            ),
        ),
        read_schema=read_schema,
        prepare=_prepare,
    ),
)
