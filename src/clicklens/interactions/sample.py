"""Which fields are off in the rows that a model is asked: the sampling of MADEX.

Tsang et al., arXiv:2006.10966 (GLIDER), as the authors' code has it: the first row keeps all fields; of every other row
the number of fields that are off is uniform on 1 … F, then their places are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clicklens.interactions.black_box import Integers, Kept
from clicklens.interactions.draw import draw


def sample_kept(*, fields: int, rows: int, example_ids: Sequence[int] | Integers, seed: int = 0) -> Kept:
    """-> kept (I, rows, F). The draw of an instance depends on its id and ``seed``, not on the others beside it."""
    uniform = np.empty((len(example_ids), rows, fields))
    off = np.zeros((len(example_ids), rows), dtype=np.int64)  # how many are to be off
    for place, example in enumerate(example_ids):
        random = draw("rows", seed, int(example))
        random.random(out=uniform[place])
        off[place, 1:] = random.integers(1, fields + 1, rows - 1)
    kept = np.empty((len(example_ids), rows, fields), dtype=np.bool_)
    # Field by field: one of the k that are still to go off, among the r that are left, goes with the chance k / r.
    for field in range(fields):
        goes = uniform[:, :, field] < off / (fields - field)
        off -= goes
        kept[:, :, field] = ~goes
    return kept
