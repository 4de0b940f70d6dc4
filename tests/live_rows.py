"""A model that can be asked, over rows of every kind of field, for tests of what-if and scan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import torch

from clicklens.analysis.live import Live
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.split import TimeSplit
from clicklens.models import Gwen, build_model, embedding_parameters
from tests.factories import make_rows, make_schema

SMALL = Gwen(hidden=(8, 4), embedding_dim=4)
FIELDS = ("user", "item", "tags", "history", "price", "age", "text", "place")


def rows_of_every_kind(*, rows: int = 300, seed: int = 0) -> pa.Table:
    """The rows of ``make_rows`` with an age in buckets, a vector, and a place that is hashed; some cells are empty."""
    draw = np.random.default_rng(seed + 1)
    table = make_rows(rows=rows, seed=seed)
    ages = [None if age < 21 else int(age) for age in draw.integers(18, 80, rows)]
    table = table.append_column("age", pa.array(ages))
    table = table.append_column("text", pa.array(draw.normal(size=(rows, 3)).round(2).tolist()))
    places = [None if number == 0 else f"place {number}" for number in draw.integers(0, 30, rows)]
    return table.append_column("place", pa.array(places))


def dataset_of_every_kind(folder: Path, *, rows: int = 300) -> EncodedDataset:
    """Encoded by time; some tags and users of the later rows are unknown to training."""
    fields = [field.model_dump() for field in make_schema().fields]
    fields += [
        {"name": "age", "kind": "numeric", "transform": {"kind": "quantile", "buckets": 4}},
        {"name": "text", "kind": "dense", "width": 3},
        {"name": "place"},
    ]
    tables = [
        {"name": "user", "vocabulary": {"kind": "cutoff", "min_count": 3}},
        {"name": "place", "vocabulary": {"kind": "hashing", "buckets": 16}},
    ]
    schema = make_schema(fields=fields, tables=tables)
    return encode(rows_of_every_kind(rows=rows), schema, folder / "dataset", split=TimeSplit(test_share=0.25))


def live_of(dataset: EncodedDataset, spec: Any = SMALL, *, seed: int = 0) -> Live:
    """An untrained model whose weights are all drawn, so that every field matters."""
    torch.manual_seed(seed)
    model = build_model(spec, schema=dataset.schema, table_sizes=dataset.table_sizes)
    tables = embedding_parameters(model)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            is_wide = name not in tables and parameter.ndim > 1  # of a wide layer 0.3 would drown the sum in rounding
            parameter.add_(torch.randn_like(parameter), alpha=min(0.3, parameter.shape[-1] ** -0.5) if is_wide else 0.3)
            if name in tables:
                parameter[0] = 0.0  # padding and unknown ids
    return Live(run_id="by-hand", step=7, model=model.eval(), dataset=dataset)
