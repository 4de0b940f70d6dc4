"""Rows: where they come from, what they mean, and how they reach a model."""

from clicklens.data.catalog import find_ready, list_ready, load
from clicklens.data.dataset import EncodedDataset
from clicklens.data.describe import describe
from clicklens.data.encode import encode
from clicklens.data.encoded_split import EncodedSplit
from clicklens.data.extend import extend
from clicklens.data.schema_file import infer_schema, load_schema, save_schema
from clicklens.data.source import open_source

__all__ = [
    "EncodedDataset",
    "EncodedSplit",
    "describe",
    "encode",
    "extend",
    "find_ready",
    "infer_schema",
    "list_ready",
    "load",
    "load_schema",
    "open_source",
    "save_schema",
]
