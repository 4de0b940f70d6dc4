"""FieldModel: what our own models have in common."""

from __future__ import annotations

from abc import abstractmethod

from torch import Tensor

from clicklens.data.batch import Batch
from clicklens.models.base import CtrModel
from clicklens.models.embedded import Embedded
from clicklens.models.field_embedding import FieldEmbedding


class FieldModel(CtrModel):
    """A model whose look-ups are those of ``FieldEmbedding``, and whose logits are columns of one matrix."""

    def __init__(self, *, embedding: FieldEmbedding) -> None:
        super().__init__()
        self.embedding = embedding
        self.tasks = tuple(task.name for task in embedding.schema.tasks)

    def embed(self, batch: Batch) -> Embedded:
        """The look-ups of ``FieldEmbedding``."""
        embedded: Embedded = self.embedding(batch)
        return embedded

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """task -> logits (B,)"""
        return self.by_task(self.logits(embedded))

    def by_task(self, logits: Tensor) -> dict[str, Tensor]:
        """(B, T) -> task -> (B,)"""
        return dict(zip(self.tasks, logits.unbind(1), strict=True))

    @abstractmethod
    def logits(self, embedded: Embedded) -> Tensor:
        """-> (B, T), a column for each task"""
