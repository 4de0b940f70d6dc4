"""An embedding table as the schema sees it: its name, its vocabulary rule, its width. It owns no weights."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Setting

from clicklens.core.record import Record


class Cutoff(Record):
    """Every value that occurs at least ``min_count`` times in the training split has an id of its own."""

    kind: Literal["cutoff"] = "cutoff"
    min_count: int = Setting(default=1, ge=1)  # occurrences in the training split


class Hashing(Record):
    """A value's id is its hash modulo ``buckets``; no vocabulary is kept, values that collide share a row."""

    kind: Literal["hashing"] = "hashing"
    buckets: int = Setting(ge=1)
    seed: int = 0


VocabularyRule: TypeAlias = Annotated[Cutoff | Hashing, Setting(discriminator="kind")]


class EmbeddingTable(Record):
    """Where a field's ids are looked up. Row 0 is for padding and unknown values and stays zero."""

    name: str = Setting(min_length=1)
    vocabulary: VocabularyRule = Cutoff()
    dim: int | None = Setting(default=None, ge=1)  # elements; None: the model's embedding_dim
