"""``/compare``: two runs, two steps of a run, or two days of a step, held together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from clicklens.analysis import Captured
from clicklens.analysis.comparison import compare, compare_days
from clicklens.analysis.comparison_result import Comparison
from clicklens.analysis.kept import kept_or_made
from clicklens.api.caching import cached, is_known, unchanged
from clicklens.api.dependency import AnswersDep, StoreDep
from clicklens.api.state_key import state_key
from clicklens.core.errors import RequestError

router = APIRouter(tags=["compare"])
VERSION = 1  # raised when the same two sides give another comparison

Word = Annotated[str, Query(max_length=200, description="Id, unique prefix or name of a run; 'latest' is the newest.")]
Step = Annotated[int | None, Query(ge=0, lt=2**63, description="Optimiser steps; the best one if none.")]
Day = Annotated[int | None, Query(gt=-(2**63), lt=2**63, description="A day, as the data count them.")]


@dataclass(frozen=True)
class Sides:
    """The two that are compared; ``key`` is equal for equal answers."""

    before: Captured
    after: Captured
    steps: tuple[int | None, int | None]
    days: tuple[int, int] | None

    @property
    def key(self) -> str:
        """Names the answer among those that are kept with the first run."""
        places = f"{self.steps[0]}-{self.steps[1]}-{self.days}"
        return f"comparison.{VERSION}.{state_key(self.before)}.{state_key(self.after)}.{places}"

    def compared(self) -> Comparison:
        """May take long."""
        if self.days is not None:
            return compare_days(self.before, *self.days, self.steps[0])
        return compare(self.before, self.after, step=self.steps[0], other_step=self.steps[1])


def sides_of(
    store: StoreDep,
    before: Word,
    after: Word,
    before_step: Step = None,
    after_step: Step = None,
    before_day: Day = None,
    after_day: Day = None,
) -> Sides:
    """Raises NotFoundError for an unknown run, RequestError for days that do not make a pair."""
    one, other = Captured(store, store.run(before).id), Captured(store, store.run(after).id)
    if before_day is None and after_day is None:
        return Sides(one, other, (before_step, after_step), None)
    if before_day is None or after_day is None or one.run.id != other.run.id:
        raise RequestError("compare: give before_day and after_day together, and the same run twice")
    if after_step is not None and before_step != after_step:
        raise RequestError("compare: two days are compared at one step; give before_step only")
    return Sides(one, other, (before_step, None), (before_day, after_day))


@router.get("/compare", response_model=Comparison)
async def get_comparison(
    sides: Annotated[Sides, Depends(sides_of)],
    store: StoreDep,
    answers: AnswersDep,
    known: Annotated[str | None, Header(alias="If-None-Match", max_length=2000)] = None,
) -> Response:
    """Every difference with its interval, and the rows that moved most; steps default to each one's best."""
    tag = f'"{sides.before.run.id}.{sides.key}"'.replace(" ", "")
    if is_known(tag, known):
        return unchanged(tag)
    run_id = sides.before.run.id

    def work() -> str:
        return kept_or_made(store, run_id, sides.key, Comparison, sides.compared).model_dump_json()

    return Response(await answers.ask(f"compare {tag}", work), media_type="application/json", headers=cached(tag))
