"""Every analysis, by kind, and the one way to run it: asked, cached, answered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from clicklens.analysis.captured import Captured
from clicklens.analysis.example import Example
from clicklens.analysis.fluctuation import Fluctuation
from clicklens.analysis.neuron import Neuron
from clicklens.analysis.neurons import Neurons
from clicklens.analysis.probe import Probe
from clicklens.analysis.projection import Projection
from clicklens.analysis.redundancy import Redundancy
from clicklens.analysis.result import Analysis, Params, Result
from clicklens.analysis.saliency import Saliency
from clicklens.analysis.scores import ScoresAnalysis
from clicklens.analysis.slices import Slices
from clicklens.core.errors import CorruptError, NotFoundError, UnavailableError, nearest
from clicklens.core.record import explain

ANALYSES: dict[str, Analysis[Any, Any]] = {
    "scores": ScoresAnalysis(),
    "slices": Slices(),
    "fluctuation": Fluctuation(),
    "neurons": Neurons(),
    "neuron": Neuron(),
    "saliency": Saliency(),
    "probe": Probe(),
    "redundancy": Redundancy(),
    "projection": Projection(),
    "example": Example(),
}

# What people look for here, and where it is: it needs the model, not what was written down of it.
ASKED_LIVE = {"interactions": "clicklens interactions RUN, or run.interactions()"}


def find_analysis(kind: str) -> Analysis[Any, Any]:
    """The analysis of that kind. Raises NotFoundError naming the nearest."""
    if kind in ASKED_LIVE:
        raise NotFoundError(f"{kind} is asked of the model itself: {ASKED_LIVE[kind]}")
    if kind not in ANALYSES:
        raise NotFoundError(f"there is no analysis '{kind}'{nearest(kind, ANALYSES)}")
    return ANALYSES[kind]


def analyze(subject: Captured, kind: str, settings: Mapping[str, Any] | None = None, *, fresh: bool = False) -> Result:
    """Runs an analysis, or reads its kept result: the same analysis, version, params and snapshots give the same one.

    Raises ConfigError for an unknown setting, UnavailableError saying what the run did not keep.
    """
    analysis = find_analysis(kind)
    params = _params(analysis, settings)
    key = _cache_key(subject, analysis, params)
    kept = None if fresh else subject.store.result(subject.run.id, key)
    if kept is not None:
        return _read(analysis, kept)
    reason = analysis.lacks(subject, params)
    if reason is not None:
        raise UnavailableError(f"{kind} is not available for {subject.noun}: {reason}")
    kept = analysis.run(subject, params).to_json()
    subject.store.put_result(subject.run.id, key, kept)
    return _read(analysis, kept)


def kept_result(subject: Captured, kind: str, settings: Mapping[str, Any] | None = None) -> Result | None:
    """The answer that ``analyze`` would read back; None where it would have to work. Raises what ``analyze`` raises."""
    analysis = find_analysis(kind)
    kept = subject.store.result(subject.run.id, _cache_key(subject, analysis, _params(analysis, settings)))
    return None if kept is None else _read(analysis, kept)


def cache_key(subject: Captured, kind: str, settings: Mapping[str, Any] | None = None) -> str:
    """Names the answer that ``analyze`` would give: equal keys of one run, equal answers.

    Raises NotFoundError and ConfigError as ``analyze`` does.
    """
    analysis = find_analysis(kind)
    return _cache_key(subject, analysis, _params(analysis, settings))


def _params(analysis: Analysis[Any, Any], settings: Mapping[str, Any] | None) -> Params:
    params: Params = analysis.params.parse(settings or {}, source=f"analyze {analysis.kind}")
    return params


def _read(analysis: Analysis[Any, Any], kept: str) -> Result:
    """A fresh answer is read back like a kept one, so that both are the same to the order of their keys."""
    try:
        result: Result = analysis.result.model_validate_json(kept)
    except ValidationError as error:
        told = explain(error, source=f"the kept result of {analysis.kind}", model=analysis.result)
        raise CorruptError(f"a kept result was changed by other hands\n{told}") from None
    return result


def _cache_key(subject: Captured, analysis: Analysis[Any, Any], params: Params) -> str:
    """Analysis, version, params, and the snapshots and evaluations that stand: a run that trains on gets a new key."""
    state = subject.state + analysis.state(subject, params)
    seen = hashlib.sha256(f"{state}|{params.to_json()}".encode()).hexdigest()[:24]
    narrowed = "" if subject.whole is subject else "selected."
    return f"{narrowed}{analysis.kind}.{analysis.version}.{seen}"
