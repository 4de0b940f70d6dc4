"""EncodedRows: some rows as a shard holds them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clicklens.data.ragged import Ragged


@dataclass(frozen=True)
class EncodedRows:
    """n rows as arrays by name, and as ragged arrays where rows differ in length."""

    flat: dict[str, np.ndarray]  # name -> (n, …)
    ragged: dict[str, Ragged]  # name -> n rows

    def __len__(self) -> int:
        return len(self.flat["example_ids"])

    def take(self, rows: np.ndarray) -> EncodedRows:
        """These rows, int64 (k,), in this order."""
        return EncodedRows(
            flat={name: array[rows] for name, array in self.flat.items()},
            ragged={name: ragged.take(rows) for name, ragged in self.ragged.items()},
        )
