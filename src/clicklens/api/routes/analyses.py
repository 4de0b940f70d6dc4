"""``/analyses``, ``/runs/{run}/available``, ``/runs/{run}/summary``: what can be asked, and what stands out."""

from typing import Any

from fastapi import APIRouter

from clicklens.analysis import ANALYSES, Captured
from clicklens.analysis.kept import kept_or_made
from clicklens.api.dependency import AnswersDep, CapturedDep
from clicklens.api.record import AnalysisInfo, Availability, RunSummary, SummaryAction
from clicklens.api.state_key import state_key
from clicklens.core.errors import RequestError
from clicklens.report.answer import ask_for_words
from clicklens.report.course import read_course
from clicklens.report.summary import summarise_run

router = APIRouter(tags=["analyses"])
SUMMARY_VERSION = 1  # raised when the same run is summed up in other words


@router.get("/analyses")
def list_analyses() -> list[AnalysisInfo]:
    """Every analysis: its question, its settings as a JSON schema, and the page that explains it."""
    return [
        AnalysisInfo(
            kind=kind,
            question=analysis.question,
            version=analysis.version,
            params=analysis.params.model_json_schema(),
            page=f"docs/methods/{kind}",
        )
        for kind, analysis in ANALYSES.items()
    ]


@router.get("/runs/{run}/available")
def list_available(captured: CapturedDep) -> list[Availability]:
    """Which analyses this run can answer with their defaults, and what it lacks for the others."""
    return [Availability(kind=kind, lacks=_lacks(captured, kind)) for kind in ANALYSES]


def _lacks(captured: Captured, kind: str) -> str | None:
    analysis: Any = ANALYSES[kind]
    try:
        reason: str | None = analysis.lacks(captured, analysis.params())
    except RequestError as error:  # no snapshots at all, or none of held-out rows
        return str(error)
    return reason


@router.get("/runs/{run}/summary")
async def get_summary(captured: CapturedDep, answers: AnswersDep) -> RunSummary:
    """The run in about ten lines: when it was best, whether it over-fits, what it leans on, and what to do."""

    def make() -> RunSummary:
        found = summarise_run(captured, ask_for_words(captured), read_course(captured))
        actions = tuple(SummaryAction(command=action.command, why=action.why) for action in found.actions)
        return RunSummary(run_id=captured.run.id, lines=found.lines, actions=actions)

    key = f"summary.{SUMMARY_VERSION}.{state_key(captured)}"
    return await answers.ask(
        f"{captured.run.id} {key}", lambda: kept_or_made(captured.store, captured.run.id, key, RunSummary, make)
    )
