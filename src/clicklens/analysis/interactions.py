"""Which fields act together, over many rows? GLIDER asked of a run's model, counted, tested, and told in words.

Tsang et al., ICLR 2020, arXiv:2006.10966. The detectors and the counting are ``clicklens.interactions``; here are the
rows that are asked, the settings with which an answer is there in under a minute, and what the answer says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interaction_rows import background_rows, box_of
from clicklens.analysis.interactions_finding import interaction_findings
from clicklens.analysis.interactions_result import FoundSet, Interactions
from clicklens.analysis.live import Live
from clicklens.analysis.live_result import model_head
from clicklens.analysis.set_table import set_table, table_rows
from clicklens.data.batch import Batch
from clicklens.interactions import AdditiveBox, Detection, GlobalInteractions, ModelBox
from clicklens.interactions.in_parts import detect_in_parts

VERSION = 3  # raised when the same question has another answer

Progress = Callable[[int, int], None]  # rows done, of how many


def interactions(
    live: Live,
    split: str,
    rows: Batch,
    params: InteractionParams,
    *,
    progress: Progress | None = None,
) -> Interactions:
    """Asks the model about each row, with and without its interactions, and counts.

    The answer is that of the model's own step. Raises UnavailableError where it reads fewer than two fields.
    """
    box = box_of(live, rows, params)
    found, detection = _found(box, params, progress)
    laid_out = table_rows(live, split, background_rows(live, seed=params.seed), seed=params.seed)
    result = Interactions(
        **model_head(live, None) | {"rows": {split: len(rows)}},
        split=split,
        task=live.task,
        settings=params.model_copy(update={"step": None}),
        fields=box.fields,
        sets=tuple(FoundSet(**dict(known), table=set_table(live, known.fields, laid_out)) for known in found.sets),
        fidelity=found.fidelity,
        counts=_table(_pair_counts(detection, params.first)),
        strengths=_table(detection.mean_pairs()),
    )
    return result.model_copy(update={"findings": interaction_findings(result)})


def interactions_key(step: int, params: InteractionParams) -> str:
    """Names the answer of the checkpoint of that step among those that are kept with its run."""
    asked = params.model_copy(update={"step": None})
    seen = hashlib.sha256(asked.to_json().encode()).hexdigest()[:24]
    return f"interactions.{VERSION}.{step}.{seen}"


def _found(box: ModelBox, params: InteractionParams, progress: Progress | None) -> tuple[GlobalInteractions, Detection]:
    """The sets over all rows, and what was found in each."""
    done, whole = 0, len(box.example_ids) * (2 if params.tested else 1)

    def tell(rows: int) -> None:
        nonlocal done
        done += rows
        if progress is not None:
            progress(done, whole)

    detector = params.find_detector()
    detection = detect_in_parts(detector, box, tell)
    by_chance = detect_in_parts(detector, AdditiveBox(box, seed=params.seed), tell) if params.tested else None
    return params.glider().count(detection, box.example_ids, by_chance=by_chance), detection


def _pair_counts(detection: Detection, first: int) -> NDArray[np.int64]:
    """(F, F): rows among whose first sets the two fields stand together."""
    fields = len(detection.fields)
    counts = np.zeros((fields, fields), dtype=np.int64)
    for told in detection.sets:
        together = np.zeros((fields, fields), dtype=np.int64)
        for interaction in told[:first]:
            together[np.ix_(interaction.fields, interaction.fields)] = 1
        counts += together
    np.fill_diagonal(counts, 0)
    return counts


def _table(values: NDArray[Any]) -> tuple[tuple[Any, ...], ...]:
    """(F, F) -> rows of plain numbers, of which no one reads more than four digits"""
    if values.dtype.kind == "i":
        return tuple(tuple(row) for row in values.tolist())
    return tuple(tuple(float(f"{value:.4g}") for value in row) for row in values)
