"""``/runs/{run}/embedding-map``: the ids of a field as points."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field as Setting

from clicklens.analysis.embedding_map import EmbeddingMapParams
from clicklens.analysis.embedding_map_result import EmbeddingMap
from clicklens.api.dependency import RunDep
from clicklens.api.live_question import LiveModelsDep

router = APIRouter(prefix="/runs/{run}", tags=["embedding-map"])


class EmbeddingMapQuestion(EmbeddingMapParams):
    """Which ids, how they are laid out, and the example in which each of them is put."""

    example_id: int | None = Setting(default=None, ge=0, lt=2**63)
    split: str | None = None  # None: whichever has the example
    step: int | None = Setting(default=None, ge=0)  # optimiser steps; None: the best one


@router.post("/embedding-map")
def draw_embedding_map(run: RunDep, models: LiveModelsDep, question: EmbeddingMapQuestion) -> EmbeddingMap:
    """Ids by principal components, t-SNE or UMAP, with their category, click rate, and pctr in one row."""
    params = EmbeddingMapParams(**question.model_dump(include=set(EmbeddingMapParams.model_fields)))
    return models.embedding_map(run.id, params, row=question.example_id, split=question.split, step=question.step)
