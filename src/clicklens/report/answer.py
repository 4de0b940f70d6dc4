"""Answer: what one analysis had to say of a run, or why it could not be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from clicklens.analysis import ANALYSES, Captured, Result, analyze
from clicklens.core.errors import RequestError

Progress: TypeAlias = Callable[[str], None]  # told what is being done, such as 'fluctuation'


OF_ONE = ("neuron", "example")  # kinds that are asked of one neuron or row, which a report of the whole does not name


@dataclass(frozen=True)
class Answer:
    """One of ``result`` and ``reason`` is given."""

    kind: str
    question: str
    result: Result | None
    reason: str = ""  # why there is no result, in words


def ask_all(captured: Captured, *, progress: Progress | None = None) -> tuple[Answer, ...]:
    """Every analysis of the catalogue that is asked of the whole run, in its order, each with its defaults."""
    answers = []
    for kind in (kind for kind in ANALYSES if kind not in OF_ONE):
        if progress is not None:
            progress(kind)
        answers.append(ask(captured, kind))
    return tuple(answers)


def ask(captured: Captured, kind: str) -> Answer:
    """One analysis; what the run did not keep becomes the reason."""
    question = ANALYSES[kind].question
    try:
        return Answer(kind=kind, question=question, result=analyze(captured, kind))
    except RequestError as error:
        return Answer(kind=kind, question=question, result=None, reason=str(error))
