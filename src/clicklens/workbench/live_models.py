"""LiveModels: the models of a store that can be asked right now, the few last used, each loaded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis import Captured
from clicklens.analysis.attention import attention
from clicklens.analysis.attention_result import Attention
from clicklens.analysis.attention_rows import chosen_rows
from clicklens.analysis.attention_sample import attention_sample
from clicklens.analysis.attention_sample_result import AttentionSample
from clicklens.analysis.embedding_map import EmbeddingMapParams, embedding_map
from clicklens.analysis.embedding_map_result import EmbeddingMap
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interaction_rows import drawn_rows
from clicklens.analysis.interactions import Progress, interactions, interactions_key
from clicklens.analysis.interactions_result import Interactions
from clicklens.analysis.kept import kept_or_made, read_kept
from clicklens.analysis.live import Live, LiveRow
from clicklens.analysis.row_interactions import row_interactions
from clicklens.analysis.row_interactions_result import RowInteractions
from clicklens.analysis.scan import scan
from clicklens.analysis.scan_result import Scan
from clicklens.analysis.weights import read_weights
from clicklens.analysis.weights_result import ModelWeights
from clicklens.analysis.what_if import what_if
from clicklens.analysis.what_if_result import WhatIf
from clicklens.core.errors import DataError, NotFoundError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TEST, TRAIN, VALIDATION
from clicklens.training import load_model, load_start
from clicklens.workbench.checkpoint_choice import best_checkpoint, nearest_checkpoint

KEPT = 3  # models in memory; a model with 10^6 ids of 16 elements takes 64 MB


class LiveModels:
    """Loads the model of a run's checkpoint and keeps it while it is among the last ``kept`` that were asked for."""

    def __init__(self, store: Store, *, kept: int = KEPT) -> None:
        self._store = store
        self._live = lru_cache(maxsize=kept)(self._load)
        self._dataset = lru_cache(maxsize=kept)(_open_dataset)

    def what_if(
        self,
        run_id: str,
        row: int | Mapping[str, Any],
        changes: Mapping[str, Any],
        *,
        split: str | None = None,
        step: int | None = None,
    ) -> WhatIf:
        """What the row would score with other values: an example by its id, or a row by its fields' values."""
        began = perf_counter()
        live = self.at(run_id, step)
        result = what_if(live, _row(live, row, split), changes, asked_step=step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def scan(
        self,
        run_id: str,
        row: int | Mapping[str, Any],
        field: str,
        *,
        values: Sequence[Any] | None = None,
        limit: int = 50,
        split: str | None = None,
        step: int | None = None,
    ) -> Scan:
        """What the row would score with each value of a field: the most frequent ones where none are given."""
        began = perf_counter()
        live = self.at(run_id, step)
        result = scan(live, _row(live, row, split), field, values=values, limit=limit, asked_step=step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def attention(
        self,
        run_id: str,
        row: int | Mapping[str, Any],
        candidates: Sequence[Mapping[str, Any]] = (),
        *,
        split: str | None = None,
        step: int | None = None,
    ) -> Attention:
        """What the model weighs in a row: each past behaviour, for the row's own candidate and for others."""
        began = perf_counter()
        live = self.at(run_id, step)
        result = attention(live, _row(live, row, split), candidates, asked_step=step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def attention_sample(
        self,
        run_id: str,
        *,
        split: str | None = None,
        rows: int = 1000,
        draws: int = 5,
        seed: int = 0,
        step: int | None = None,
    ) -> AttentionSample:
        """What the model weighs over rows of a split: of the snapshots' sample where one is kept."""
        began = perf_counter()
        live = self.at(run_id, step)
        asked, ids = self._sample(live, split)
        chosen = chosen_rows(live, asked, ids, rows=rows, seed=seed)
        result = attention_sample(live, chosen, draws=draws, seed=seed, asked_step=step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def interactions(
        self, run_id: str, params: InteractionParams | None = None, *, progress: Progress | None = None
    ) -> Interactions:
        """Which fields act together over rows of a split, of the snapshots' sample where one is kept.

        Asked once: the answer is kept with the run. ``progress`` is told how many rows are done, of how many.
        """
        began, params = perf_counter(), params or InteractionParams()
        live = self.at(run_id, params.step)

        def make() -> Interactions:
            split, ids = self._sample(live, params.split)
            rows = drawn_rows(live, split, ids, rows=params.rows, seed=params.seed)
            made = interactions(live, split, rows, params, progress=progress)
            return made.model_copy(update={"seconds": perf_counter() - began})

        key = interactions_key(live.step, params)
        return kept_or_made(self._store, live.run_id, key, Interactions, make).as_asked(params.step)

    def kept_interactions(self, run_id: str, params: InteractionParams | None = None) -> Interactions | None:
        """What ``interactions`` would answer at once; None where the model would have to be asked."""
        params, run = params or InteractionParams(), self._store.run(run_id)
        step = self._checkpoint(run.id, params.step)
        kept = read_kept(self._store, run.id, interactions_key(step, params), Interactions)
        return None if kept is None else kept.as_asked(params.step)

    def row_interactions(
        self,
        run_id: str,
        row: int | Mapping[str, Any],
        params: InteractionParams | None = None,
        *,
        split: str | None = None,
    ) -> RowInteractions:
        """Which fields act together in a row, beside what it leans on; at the step of ``params``."""
        began, params = perf_counter(), params or InteractionParams()
        live = self.at(run_id, params.step)
        result = row_interactions(live, _row(live, row, split), params, asked_step=params.step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def embedding_map(
        self,
        run_id: str,
        params: EmbeddingMapParams,
        *,
        row: int | Mapping[str, Any] | None = None,
        split: str | None = None,
        step: int | None = None,
    ) -> EmbeddingMap:
        """The ids of a field as points; each also scored in ``row`` where one is given."""
        began = perf_counter()
        live = self.at(run_id, step)
        given = None if row is None else _row(live, row, split)
        result = embedding_map(live, params, row=given, asked_step=step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def weights(self, run_id: str, *, step: int | None = None) -> ModelWeights:
        """What the parameters of the checkpoint nearest to ``step`` hold; no row is asked."""
        began = perf_counter()
        result = read_weights(self.at(run_id, step), asked_step=step)
        return result.model_copy(update={"seconds": perf_counter() - began})

    def at(self, run_id: str, step: int | None = None) -> Live:
        """The model nearest to ``step``, with the rows that it was trained on; to the best step when none is given.

        Raises UnavailableError where no checkpoint is near, naming those that are kept, and NotFoundError where the
        encoded rows are gone.
        """
        run = self._store.run(run_id)
        return self._live(run.id, run.created_at, self._checkpoint(run.id, step))

    def _checkpoint(self, run_id: str, step: int | None) -> int:
        return best_checkpoint(self._store, run_id) if step is None else nearest_checkpoint(self._store, run_id, step)

    def _sample(self, live: Live, split: str | None) -> tuple[str, NDArray[np.int64] | None]:
        """The split, the one that judges generalisation if none is named, and ids of the rows that snapshots keep."""
        captured = Captured(self._store, live.run_id)
        kept = captured.splits if self._store.snapshot_steps(live.run_id) else ()
        known = kept or live.dataset.splits
        asked = split or next((name for name in (TEST, VALIDATION, TRAIN) if name in known), TRAIN)
        return asked, captured.states(captured.steps[0], asked).example_ids if asked in kept else None

    def _load(self, run_id: str, created_at: str, step: int) -> Live:
        """``created_at`` tells a run from an earlier one of its name that was deleted."""
        run = self._store.run(run_id)
        if run.created_at != created_at:
            raise NotFoundError(f"run '{run_id}' was replaced by another one a moment ago; ask again")
        dataset = self._dataset(run.data_path, run.data_digest, run.id)
        model = load_model(self._store, run.id, step, dataset=dataset)
        start = partial(load_start, self._store, run.id, dataset=dataset)
        return Live(run_id=run.id, step=step, model=model, dataset=dataset, start=start)


def _row(live: Live, row: int | Mapping[str, Any], split: str | None) -> LiveRow:
    return live.given(row) if isinstance(row, Mapping) else live.example(row, split)


def _open_dataset(path: str, digest: str, run_id: str) -> EncodedDataset:
    """The rows that a run was trained on. Raises NotFoundError where they are gone, DataError where they are others."""
    try:
        dataset = EncodedDataset.open(path)
    except NotFoundError:
        raise NotFoundError(
            f"the encoded rows of run '{run_id}' are no longer in {path}; put them back, or encode them there again"
        ) from None
    if dataset.manifest.digest != digest:
        raise DataError(f"{path} holds other rows than those that run '{run_id}' was trained on; put those back")
    return dataset
