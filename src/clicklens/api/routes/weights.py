"""``/runs/{run}/weights``: what the parameters of a checkpoint hold."""

from __future__ import annotations

from fastapi import APIRouter

from clicklens.analysis.weights_result import ModelWeights
from clicklens.api.dependency import RunDep
from clicklens.api.live_question import LiveModelsDep
from clicklens.api.row_question import StepWord

router = APIRouter(prefix="/runs/{run}", tags=["weights"])


@router.get("/weights")
def read_weights(run: RunDep, models: LiveModelsDep, step: StepWord = None) -> ModelWeights:
    """Tables by how often their ids are trained, first-order weights, and how strongly fields act on one another."""
    return models.weights(run.id, step=step)
