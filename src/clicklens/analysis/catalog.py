"""Every analysis, by kind, and the one way to run it: asked, cached, answered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from clicklens.analysis.captured import Captured
from clicklens.analysis.fluctuation import Fluctuation
from clicklens.analysis.neurons import Neurons
from clicklens.analysis.probe import Probe
from clicklens.analysis.projection import Projection
from clicklens.analysis.result import Analysis, Params, Result
from clicklens.analysis.saliency import Saliency
from clicklens.analysis.scores import ScoresAnalysis
from clicklens.core.errors import NotFoundError, UnavailableError, nearest

ANALYSES: dict[str, Analysis[Any, Any]] = {
    "scores": ScoresAnalysis(),
    "fluctuation": Fluctuation(),
    "neurons": Neurons(),
    "saliency": Saliency(),
    "probe": Probe(),
    "projection": Projection(),
}


def find_analysis(kind: str) -> Analysis[Any, Any]:
    """The analysis of that kind. Raises NotFoundError naming the nearest."""
    if kind not in ANALYSES:
        raise NotFoundError(f"there is no analysis '{kind}'{nearest(kind, ANALYSES)}")
    return ANALYSES[kind]


def analyze(subject: Captured, kind: str, settings: Mapping[str, Any] | None = None, *, fresh: bool = False) -> Result:
    """Runs an analysis, or reads its kept result: the same analysis, version, params and snapshots give the same one.

    Raises ConfigError for an unknown setting, UnavailableError saying what the run did not keep.
    """
    analysis = find_analysis(kind)
    params: Params = analysis.params.parse(settings or {}, source=f"analyze {kind}")
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


def _read(analysis: Analysis[Any, Any], kept: str) -> Result:
    """A fresh answer is read back like a kept one, so that both are the same to the order of their keys."""
    result: Result = analysis.result.model_validate_json(kept)
    return result


def _cache_key(subject: Captured, analysis: Analysis[Any, Any], params: Params) -> str:
    """Analysis, version, params, and the snapshots and evaluations that stand: a run that trains on gets a new key."""
    state = subject.state + analysis.state(subject, params)
    seen = hashlib.sha256(f"{state}|{params.to_json()}".encode()).hexdigest()[:24]
    narrowed = "" if subject.whole is subject else "selected."
    return f"{narrowed}{analysis.kind}.{analysis.version}.{seen}"
