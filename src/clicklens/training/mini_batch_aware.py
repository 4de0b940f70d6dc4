"""From ``training.mini_batch_aware`` to a rate for each id: the rarer it is, the harder it is pulled towards zero.

The mini-batch aware regularisation of DIN (Zhou et al., arXiv:1706.06978).
"""

from __future__ import annotations

import torch
from torch import Tensor

from clicklens.data.dataset import EncodedDataset


def id_rates(dataset: EncodedDataset, rate: float) -> dict[str, Tensor]:
    """table -> λ / n_j by id j, float32 (ids,), 0 for the unknown id 0; nothing where ``rate``, λ, is 0.

    n_j is how often the training split holds the id, in all fields of its table and at all places of a row, as it was
    counted when the rows were encoded. An id that the split does not hold is touched by no batch and has the rate 0.
    """
    if not rate:
        return {}
    found = {}
    for table in dataset.table_sizes:
        counts = torch.from_numpy(dataset.vocabulary(table).counts.astype("float64"))  # (ids,)
        rates = torch.where(counts > 0, rate / counts, 0.0)
        rates[0] = 0.0
        found[table] = rates.float()
    return found
