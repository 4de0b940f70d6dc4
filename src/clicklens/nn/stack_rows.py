"""Where the ids of several fields lie in one stack of tables."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from clicklens.core.errors import DataError
from clicklens.nn.embedding import StackedEmbedding


class StackRows(nn.Module):
    """Turns ids of several fields into rows of their tables' stack, and refuses an id that its table does not have.

    Unrefused, an id beyond its table would be answered with another table's vector. On an accelerator, where asking
    would make training wait, and in a compiled model, such an id counts as unknown.
    """

    shift: Tensor  # int64 (F,): what turns each field's id (from 1) into a row
    size: Tensor  # int64 (F,): ids in each field's table, the unknown id 0 included

    def __init__(self, *, stack: StackedEmbedding, tables: Mapping[str, str]) -> None:
        """``tables`` maps each field to its table in ``stack``; its order is the order of the rows."""
        super().__init__()
        self.tables = dict(tables)
        shift = [stack.offset[table] for table in self.tables.values()]
        size = [stack.rows[table] for table in self.tables.values()]
        self.register_buffer("shift", torch.tensor(shift, dtype=torch.int64), persistent=False)
        self.register_buffer("size", torch.tensor(size, dtype=torch.int64), persistent=False)

    def forward(self, ids: Mapping[str, Tensor]) -> Tensor:
        """field -> int64 (B, L) -> rows of the stack, int64 (B, K), the fields side by side; 0 stays 0

        Raises DataError that names the field, the id and its table's size.
        """
        parts = [ids[field] for field in self.tables]
        widths = [part.shape[1] for part in parts]
        together = torch.cat(parts, dim=1)  # (B, K)
        shift, size = _by_position(self.shift, widths), _by_position(self.size, widths)  # (K,)
        is_outside = (together < 0) | (together >= size)
        if together.device.type == "cpu" and not torch.compiler.is_compiling() and bool(is_outside.any()):
            raise self._refusal(together, is_outside, widths)
        return torch.where(is_outside | (together == 0), 0, together + shift)

    def _refusal(self, ids: Tensor, is_outside: Tensor, widths: list[int]) -> DataError:
        """What to say about the first id, in the order of rows, that its table does not have."""
        row, position = is_outside.nonzero()[0].tolist()
        fields = [field for field, width in zip(self.tables, widths, strict=True) for _ in range(width)]
        field = fields[position]
        size = int(_by_position(self.size, widths)[position])
        return DataError(
            f"field '{field}', row {row} of the batch: the id is {int(ids[row, position])}, and its table "
            f"'{self.tables[field]}' has the ids 0 to {size - 1}; the rows were encoded for tables of other sizes"
        )


def _by_position(values: Tensor, widths: list[int]) -> Tensor:
    """values (F,) -> (K,): each as often as its field has positions"""
    if all(width == 1 for width in widths):
        return values
    return torch.cat([value.expand(width) for value, width in zip(torch.split(values, 1), widths, strict=True)])
