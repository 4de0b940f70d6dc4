"""Logistic regression: the floor that every deeper model has to beat, y = sigmoid(w_0 + Σ_i w_i x_i)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import torch
from torch import Tensor, nn

from clicklens.core.field import SequenceField
from clicklens.core.record import Record
from clicklens.core.schema import FeatureSchema
from clicklens.data.batch import Batch
from clicklens.models.base import CtrModel
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.nn import pool


class Logistic(Record):
    """Settings of logistic regression; it has none of its own."""

    kind: Literal["logistic"] = "logistic"


class LogisticModel(CtrModel):
    """One number for each id and task, one weight for each numeric field, and a constant. All start at zero."""

    def __init__(self, *, embedding: FieldEmbedding, tasks: tuple[str, ...]) -> None:
        """``embedding`` gives each id a vector of one element for each task."""
        super().__init__()
        self.tasks = tasks
        self.embedding = embedding
        self.pooling = {f.name: f.pooling for f in embedding.schema.fields if isinstance(f, SequenceField)}
        dense = embedding.schema.dense_fields
        self.place = {f.name: place for place, f in enumerate(dense)}  # a module cannot carry every field's name
        self.dense = nn.ModuleList(nn.Linear(f.width, len(tasks), bias=False) for f in dense)
        self.numeric = nn.Parameter(torch.zeros(len(embedding.numeric_names), len(tasks)))
        self.constant = nn.Parameter(torch.zeros(len(tasks)))
        for parameter in self.dense.parameters():
            nn.init.zeros_(parameter)

    def embed(self, batch: Batch) -> Embedded:
        """One number a task for each field."""
        embedded: Embedded = self.embedding(batch)
        return embedded

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """task -> logits (B,)"""
        terms = [self._term(name, vector, embedded) for name, vector in embedded.fields.items()]  # each (B, tasks)
        logits = embedded.numeric @ self.numeric + self.constant  # (B, tasks)
        if terms:
            logits = logits + torch.stack(terms, dim=1).sum(dim=1)
        return dict(zip(self.tasks, logits.unbind(1), strict=True))

    def taps(self) -> dict[str, nn.Module]:
        """None: there is no hidden state between the input and the logit."""
        return {}

    def _term(self, name: str, vector: Tensor, embedded: Embedded) -> Tensor:
        if name in self.place:
            projected: Tensor = self.dense[self.place[name]](vector)
            return projected
        if name in embedded.masks:
            return pool(vector, embedded.masks[name], kind=self.pooling[name])
        return vector


def build_logistic(_: Logistic, schema: FeatureSchema, table_sizes: Mapping[str, int]) -> LogisticModel:
    """A fresh logistic regression, all zero."""
    tasks = tuple(task.name for task in schema.tasks)
    dims = {table.name: len(tasks) for table in schema.tables}
    direct = dims | {field.name: len(tasks) for field in schema.bucketed_fields}
    embedding = FieldEmbedding(schema=schema, table_sizes=table_sizes, dim=len(tasks), dims=dims, direct=direct)
    for table in embedding.table_dim:
        embedding.zero_table(table)
    return LogisticModel(embedding=embedding, tasks=tasks)
