"""The rows that are asked which fields act together, those that say what off means, and the box of both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.live import Live
from clicklens.core.errors import UnavailableError
from clicklens.data.batch import Batch
from clicklens.data.split import TRAIN
from clicklens.interactions import ModelBox, Off

Places = NDArray[np.int64]

BACKGROUND = 500  # training rows, of which a box takes as many as it needs


def drawn_rows(live: Live, split: str, kept: Places | None, *, rows: int, seed: int) -> Batch:
    """At most ``rows`` of the split, each by its weight; of the examples that a snapshot kept, where it did (ids).

    Raises NotFoundError for an unknown split.
    """
    encoded = live.dataset.split(split)
    places = np.arange(len(encoded)) if kept is None else np.searchsorted(encoded.example_ids, kept)
    weights = np.ones(len(places)) if encoded.weights is None else np.asarray(encoded.weights[places], np.float64)
    places, weights = places[weights > 0], weights[weights > 0]
    if len(places) > rows:
        random = np.random.default_rng(seed)
        places = np.sort(random.choice(places, rows, replace=False, p=weights / weights.sum()))
    return encoded.batch(places.astype(np.int64))


def background_rows(live: Live, *, seed: int) -> Batch:
    """Rows of the training split, each by its weight."""
    return drawn_rows(live, TRAIN, None, rows=BACKGROUND, seed=seed)


def box_of(live: Live, rows: Batch, params: InteractionParams) -> ModelBox:
    """The model as a black box about these rows. Raises UnavailableError where it reads fewer than two fields."""
    box = ModelBox(
        live.model,
        rows,
        background_rows(live, seed=params.seed),
        off=Off(kind=params.off, rows=params.references, seed=params.seed),
        task=live.task,
    )
    if len(box.fields) < 2:
        raise UnavailableError(f"the model reads {len(box.fields)} field: for interactions it takes two or more")
    return box
