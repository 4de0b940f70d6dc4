"""Summary: a run in about ten lines: when it was best, whether it over-fits, what it leans on, and what to do."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from clicklens.analysis import Captured, Finding
from clicklens.analysis.comparison import auc_since_best
from clicklens.core.errors import RequestError
from clicklens.core.interval import Interval
from clicklens.data.split import TRAIN
from clicklens.report.answer import Answer, ask_for_words
from clicklens.report.course import Course, read_course
from clicklens.report.wording import read_time, say_duration, say_model

SAID = {"fluctuation": 1, "saliency": 2, "probe": 2, "scores": 2, "projection": 1}  # findings of each, in this order
STATES = {"running": "still running", "interrupted": "interrupted", "succeeded": "finished", "failed": "failed"}
SEEDS = 3


@dataclass(frozen=True)
class Action:
    """Something to do about a finding."""

    command: str  # to be typed
    why: str


@dataclass(frozen=True)
class Summary:
    """What a reader should know before any picture."""

    lines: tuple[Finding, ...]
    actions: tuple[Action, ...]


def summary_lines(captured: Captured) -> list[str]:
    """The summary as plain sentences, the commands last."""
    summary = summarise_run(captured, ask_for_words(captured), read_course(captured))
    said = [line.text for line in summary.lines]
    return [*said, *(f"To do: {action.command}" for action in summary.actions)]


def summarise_run(captured: Captured, answers: Sequence[Answer], course: Course) -> Summary:
    """The head line, the best step, then the first findings of each analysis, and the commands that act on them."""
    best, stop = _best_step(captured, course)
    by_kind = {answer.kind: answer for answer in answers}
    kinds = [*(kind for kind in SAID if kind in by_kind), *(kind for kind in by_kind if kind not in SAID)]
    found: list[Finding] = []
    for kind in kinds:
        result = by_kind[kind].result
        known = () if result is None else _on_judged_split(result.findings, course)
        found += known[: SAID.get(kind, 1)]
    lines = (Finding(text=head_line(captured, course)), *best, *found)
    return Summary(lines=lines, actions=tuple(_unique([*stop, *_remedies(captured, answers)])))


def _on_judged_split(findings: Sequence[Finding], course: Course) -> tuple[Finding, ...]:
    """Without what is said of further held-out splits: their sections say it."""
    others = [name for name in course.splits if name not in (TRAIN, course.judged)]
    names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in others)) if others else None
    return tuple(finding for finding in findings if names is None or not names.search(finding.text))


def head_line(captured: Captured, course: Course) -> str:
    """Which run this is, in one sentence."""
    run = captured.run
    model = say_model(run.spec.get("model") or {})
    text = f"Run {run.id} on {run.features.name} ({len(run.features.fields)} fields): {model}; {STATES[run.state]}"
    if course.last_step is not None:
        text += f" after {course.last_step:,} steps"
    began, ended = read_time(run.created_at), read_time(run.finished_at)
    if began is not None and ended is not None:
        text += f" in {say_duration((ended - began).total_seconds())}"
    return f"{text}."


def _best_step(captured: Captured, course: Course) -> tuple[list[Finding], list[Action]]:
    """When the run was best and what it lost since; and, where that is more than chance, to stop there."""
    if course.judged is None or course.best_step is None or course.last_step is None:
        return [Finding(text="No evaluation on a held-out split was kept, so no step can be called the best.")], []
    best, last = course.best_step, course.last_step
    value = course.at(best, course.judged).get("auc") or 0.0
    text = f"Best on {course.judged} at step {best:,}: AUC {value:.4f}"
    if best == last:
        return [Finding(text=f"{text}, at the last evaluation: it may still gain from training on.")], []
    end = course.at(last, course.judged).get("auc")
    ending = "" if end is None else f"; at the end, step {last:,}, {end:.4f}"
    loss = _loss_since(captured)
    if loss is None:
        return [Finding(text=f"{text}{ending}.")], []
    stated = f"{loss.value:+.4f}, 95% interval {loss.low:+.4f} to {loss.high:+.4f} on the rows kept"
    if loss.high >= 0:
        return [Finding(text=f"{text}{ending} ({stated}): chance alone could bring that.")], []
    command = f"clicklens train config.yaml --set training.max_steps={best}"
    why = f"Training past step {best:,} cost {-loss.value:.4f} AUC. The file is under Configuration."
    return [Finding(text=f"{text}{ending} ({stated}).", severity="warning")], [Action(command=command, why=why)]


def _loss_since(captured: Captured) -> Interval | None:
    """AUC at the last snapshot less that at the best one; None where there are no two snapshots to compare."""
    try:
        return auc_since_best(captured, draws=40)
    except RequestError:
        return None


def _remedies(captured: Captured, answers: Sequence[Answer]) -> list[Action]:
    """What the findings ask for, as commands."""
    found = [finding for answer in answers if answer.result is not None for finding in answer.result.findings]
    return [
        Action(command=refine_command(captured.run.id, finding.remedy), why=finding.text)
        for finding in found
        if finding.remedy is not None
    ]


def refine_command(run_id: str, remedy: str) -> str:
    """'drop-layer 4' -> 'clicklens refine RUN drop-layer 4 --seeds 3', quoted for a shell."""
    change, _, argument = remedy.partition(" ")
    words = ["clicklens", "refine", run_id, change, *([argument] if argument else []), "--seeds", str(SEEDS)]
    return shlex.join(words)


def _unique(actions: Sequence[Action]) -> list[Action]:
    return list({action.command: action for action in reversed(actions)}.values())[::-1]
