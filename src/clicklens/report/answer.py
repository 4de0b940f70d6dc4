"""Answer: what one analysis had to say of a run, or why it could not be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from clicklens.analysis import ANALYSES, Captured, Result, analyze
from clicklens.analysis.catalog import kept_result
from clicklens.core.errors import RequestError

Progress: TypeAlias = Callable[[str], None]  # told what is being done, such as 'fluctuation'


OF_ONE = ("neuron", "example")  # kinds that are asked of one neuron or row, which a report of the whole does not name
_KINDS = tuple(kind for kind in ANALYSES if kind not in OF_ONE)


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
    for kind in _KINDS:
        if progress is not None:
            progress(kind)
        answers.append(ask(captured, kind))
    return tuple(answers)


def ask_for_words(captured: Captured) -> tuple[Answer, ...]:
    """The same where only the sentences are wanted: what is kept is read, what is not is asked for no more than they
    stand on.
    """
    return tuple(ask(captured, kind, _enough(captured, kind)) for kind in _KINDS)


def ask(captured: Captured, kind: str, settings: Mapping[str, Any] | None = None) -> Answer:
    """One analysis; what the run did not keep becomes the reason."""
    question = ANALYSES[kind].question
    try:
        return Answer(kind=kind, question=question, result=analyze(captured, kind, settings))
    except RequestError as error:
        return Answer(kind=kind, question=question, result=None, reason=str(error))


def _enough(captured: Captured, kind: str) -> dict[str, Any] | None:
    """Settings that give the same sentences at less cost than the defaults; None where the defaults are kept."""
    try:
        if kept_result(captured, kind) is not None:
            return None
        if kind == "projection":
            return {"method": "pca"}  # purity is that of the layer, whatever the map
        if kind == "probe":
            return {"steps": sorted({captured.best_or_last_step(), captured.steps[-1]})}
    except RequestError:  # no snapshot
        pass
    return None
