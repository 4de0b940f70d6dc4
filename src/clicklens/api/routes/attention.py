"""``/runs/{run}/attention`` and ``…/attention-sample``: what the model weighs in one row, and over many."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field as Setting

from clicklens.analysis.attention_result import Attention
from clicklens.analysis.attention_sample_result import AttentionSample
from clicklens.api.dependency import RunDep
from clicklens.api.live_question import GivenValue, LiveModelsDep, RowQuestion
from clicklens.api.row_question import SplitWord, StepWord

router = APIRouter(prefix="/runs/{run}", tags=["attention"])


class AttentionQuestion(RowQuestion):
    """A row, and the candidates that it is held against."""

    candidates: tuple[dict[str, GivenValue], ...] = Setting(default=(), max_length=100)  # field -> value, each


@router.post("/attention")
def ask_attention(run: RunDep, models: LiveModelsDep, question: AttentionQuestion) -> Attention:
    """The weight of each past behaviour, field or pair on the way to the row's score, candidate by candidate."""
    return models.attention(run.id, question.asked, question.candidates, split=question.split, step=question.step)


@router.get("/attention-sample")
def read_attention_sample(
    run: RunDep,
    models: LiveModelsDep,
    split: SplitWord = None,
    step: StepWord = None,
    rows: Annotated[int, Query(ge=1, le=20_000)] = 1000,
    draws: Annotated[int, Query(ge=1, le=50, description="Random choices of behaviours to take out, a row.")] = 5,
    seed: Annotated[int, Query(ge=0, lt=2**63)] = 0,
) -> AttentionSample:
    """Mean weights by place, field and pair, and what the score loses without the behaviours of most weight."""
    return models.attention_sample(run.id, split=split, rows=rows, draws=draws, seed=seed, step=step)
