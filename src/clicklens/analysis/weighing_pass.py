"""What a model weighs while it scores rows, and rows without some of their past behaviours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from clicklens.analysis.live import BATCH_ROWS, Live
from clicklens.capture.listen import listening
from clicklens.data.batch import Batch
from clicklens.models import Weighing, in_eval_mode

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weighed:
    """The scores of rows, and all that was weighed on the way to them."""

    logits: Floats  # (B,) of the first task
    weights: Mapping[str, Floats]  # weighing -> (B, L), (B, F) or (B, F · F)


def weigh(live: Live, batch: Batch) -> Weighed:
    """One pass over the rows, in eval mode; the model is left as found."""
    modules = {name: weighing.module for name, weighing in live.model.weighings().items()}
    logits: list[Tensor] = []
    weights: dict[str, list[Tensor]] = {name: [] for name in modules}
    with in_eval_mode(live.model), torch.inference_mode():
        for first in range(0, len(batch), BATCH_ROWS):
            rows = torch.arange(first, min(first + BATCH_ROWS, len(batch)))
            with listening(modules) as states:
                logits.append(live.model(batch.take(rows))[live.task])
            for name, state in states.items():
                weights[name].append(state)
    return Weighed(
        logits=torch.cat(logits).double().cpu().numpy(),
        weights={name: torch.cat(parts).double().cpu().numpy() for name, parts in weights.items()},
    )


def held(batch: Batch, weighing: Weighing) -> NDArray[np.bool_]:
    """(B, L), True where a behaviour stands: where any of its sequences knows the id."""
    found: NDArray[np.bool_] = torch.stack([batch.ids[name] != 0 for name in weighing.fields]).any(dim=0).numpy()
    return found


def without(batch: Batch, fields: Sequence[str], gone: NDArray[np.bool_]) -> Batch:
    """gone (B, L): the rows without those positions of the sequences, as if they never were; the others close up."""
    taken = torch.from_numpy(gone)
    order = torch.argsort(taken.to(torch.int8), dim=1, stable=True)  # (B, L), what stays first, in its order
    stays = torch.gather(~taken, 1, order)
    ids = {name: torch.gather(batch.ids[name], 1, order) * stays for name in fields}
    return replace(batch, ids={**batch.ids, **ids})
