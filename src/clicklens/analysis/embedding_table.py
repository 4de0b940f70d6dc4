"""The embedding tables of a model, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import torch

from clicklens.models import CtrModel
from clicklens.models.field_embedding import FieldEmbedding
from clicklens.nn import StackedEmbedding


@dataclass(frozen=True)
class Table:
    """One embedding table of a model, without the row of the unknown id."""

    name: str
    stack: StackedEmbedding
    direct: int  # elements at the end that enter the logit as they are

    @property
    def ids(self) -> int:
        """Ids that have a vector."""
        return self.stack.rows[self.name] - 1

    def vectors(self) -> torch.Tensor:
        """(ids, D), detached; shares the model's memory"""
        first = self.stack.offset[self.name] + 1
        return self.stack.weight.detach()[first : first + self.ids]


def tables_of(model: CtrModel) -> Iterator[Table]:
    """The embedding tables, wherever the model keeps them."""
    for module in model.modules():
        if isinstance(module, FieldEmbedding):
            for name, width in module.table_dim.items():
                stack = cast(StackedEmbedding, module.stacks[str(width)])
                yield Table(name=name, stack=stack, direct=module.direct.get(name, 0))
