"""``/runs/{run}/interactions`` and ``…/row-interactions``: which fields act together, over many rows and in one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field as Setting

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions_result import Interactions
from clicklens.analysis.row_interactions_result import RowInteractions
from clicklens.api.dependency import AnswersDep, RunDep
from clicklens.api.live_question import LiveModelsDep, RowQuestion
from clicklens.api.question import parse_object

router = APIRouter(prefix="/runs/{run}", tags=["interactions"])

MOST_ASKED = 10_000  # times that nid may ask about a row while someone waits


class RowInteractionsQuestion(RowQuestion):
    """A row, and how it is asked about."""

    settings: InteractionParams = Setting(default_factory=InteractionParams)  # its step and rows are not looked at


@router.get("/interactions")
def read_interactions(
    run: RunDep,
    models: LiveModelsDep,
    settings: Annotated[str, Query(max_length=20_000, description="The settings as a JSON object.")] = "{}",
) -> Interactions | None:
    """The kept answer; null where it was never asked. To ask is a job: analyze, with 'interactions' as the analysis."""
    params = InteractionParams.parse(parse_object(settings, name="settings"), source="interactions")
    return models.kept_interactions(run.id, params)


@router.post("/row-interactions")
async def ask_row_interactions(
    run: RunDep, models: LiveModelsDep, answers: AnswersDep, question: RowInteractionsQuestion
) -> RowInteractions:
    """The sets of one row beside its saliency; about a second."""
    asked = min(question.settings.asked, MOST_ASKED)
    params = question.settings.model_copy(update={"step": question.step, "asked": asked})
    return await answers.ask(
        f"row-interactions {run.id} {question.to_json()}",
        lambda: models.row_interactions(run.id, question.asked, params, split=question.split),
    )
