"""Is the request right? Looked at when a job is asked for, so that no one waits for a job that cannot be done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clicklens.analysis import ANALYSES, Analysis, Captured, Params, find_analysis
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.core.errors import ConfigError, RequestError, UnavailableError, nearest
from clicklens.core.job import (
    AnalyzeRequest,
    JobRequest,
    RefineRequest,
    ReportRequest,
    ResumeRequest,
    TrainRequest,
    TuneRequest,
)
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data import find_ready
from clicklens.data.dataset import EncodedDataset
from clicklens.refine import Change, Cross, make_change, parse_change
from clicklens.search import read_search_request
from clicklens.search.library import optuna
from clicklens.search.space_check import check_request
from clicklens.training import RunSpec
from clicklens.training.fit_check import check_fit
from clicklens.workbench.live_models import LiveModels

INTERACTIONS = "interactions"  # asked of the model itself, and kept as analyses of what was written down are


def checked(request: JobRequest, store: Store) -> JobRequest:
    """The request as it is kept: whole settings, whole run ids, absolute paths.

    Raises what the same words on the command line would raise: ConfigError, NotFoundError, UnavailableError, DataError.
    """
    if isinstance(request, TrainRequest):
        return TrainRequest(spec=_checked_spec(request.spec).model_dump(mode="json"))
    if isinstance(request, TuneRequest):
        return TuneRequest(spec=_checked_search(request.spec))
    run = store.run(request.run)
    if isinstance(request, ResumeRequest):
        if run.state == "succeeded":
            raise RequestError(f"run '{run.id}' is complete: there is nothing left to train")
        return ResumeRequest(run=run.id)
    if isinstance(request, AnalyzeRequest):
        return _checked_question(request, store, run)
    if isinstance(request, RefineRequest):
        return _checked_refinement(request, store, run)
    if not store.snapshot_steps(run.id):
        raise UnavailableError(f"run '{run.id}' kept no snapshots, so there is nothing to report on")
    return ReportRequest(run=run.id)


def named(request: JobRequest) -> str:
    """What is asked, in a few words."""
    if isinstance(request, (TrainRequest, TuneRequest)):
        data = request.spec.get("data") or {}
        rows = data.get("name") or Path(str(data.get("path") or "rows")).name
        return f"{request.kind} {request.spec.get('name') or (request.spec.get('model') or {}).get('kind')} on {rows}"
    if isinstance(request, AnalyzeRequest):
        return f"{request.analysis} of {request.run}"
    if isinstance(request, RefineRequest):
        return f"refine {request.run}: {read_change(request.change)}"
    return f"{request.kind} {request.run}"


def read_change(change: str | tuple[str, ...] | dict[str, Any]) -> Change:
    """The change that stands in words or as plain values. Raises ConfigError that shows the right form."""
    if isinstance(change, dict):
        if "kind" not in change:
            raise ConfigError("refine: the change says no kind; add 'kind', such as 'drop-layer'")
        return make_change(str(change["kind"]), change)
    return parse_change(change.split() if isinstance(change, str) else change)


def _checked_spec(plain: dict[str, Any]) -> RunSpec:
    spec = RunSpec.parse(plain, source="train")
    if spec.data.path is not None:
        spec = spec.model_copy(update={"data": spec.data.model_copy(update={"path": _absolute(spec.data.path)})})
        check_fit(spec.training, EncodedDataset.open(str(spec.data.path)))
    elif spec.data.name is not None:
        find_ready(spec.data.name)
    return spec


def _checked_search(plain: dict[str, Any]) -> dict[str, Any]:
    optuna()
    request = read_search_request(plain, source="tune")
    data = request.base_spec().data
    base = dict(request.base)
    if data.path is not None:
        base["data"] = {"path": _absolute(data.path)}
        check_request(request.model_copy(update={"base": base}), EncodedDataset.open(base["data"]["path"]))
    elif data.name is not None:
        find_ready(data.name)
    return {**base, "search": request.search.model_dump(mode="json", exclude_unset=True)}


def _absolute(path: str) -> str:
    """A worker may live in another folder than whoever asks."""
    return str(Path(path).expanduser().absolute())


def _checked_question(request: AnalyzeRequest, store: Store, run: Run) -> AnalyzeRequest:
    if request.analysis == INTERACTIONS:
        asked = InteractionParams.parse(request.settings, source=f"analyze {INTERACTIONS}")
        if run.state != "running":  # a run under way may have a checkpoint by the time of the job
            LiveModels(store).kept_interactions(run.id, asked)  # says whether a checkpoint can answer
        return AnalyzeRequest(run=run.id, analysis=INTERACTIONS, settings=asked.model_dump(mode="json"))
    if request.analysis not in ANALYSES:
        known = (*ANALYSES, INTERACTIONS)
        raise ConfigError(f"there is no analysis '{request.analysis}'{nearest(request.analysis, known)}")
    analysis = find_analysis(request.analysis)
    params = analysis.params.parse(request.settings, source=f"analyze {request.analysis}")
    reason = _lacks(analysis, Captured(store, run.id), params)
    if reason is not None and run.state != "running":  # a run under way may have it by the time of the job
        raise UnavailableError(f"{request.analysis} is not available for run '{run.id}': {reason}")
    return AnalyzeRequest(run=run.id, analysis=request.analysis, settings=params.model_dump(mode="json"))


def _lacks(analysis: Analysis[Any, Any], captured: Captured, params: Params) -> str | None:
    try:
        return analysis.lacks(captured, params)
    except UnavailableError as error:
        return str(error)


def _checked_refinement(request: RefineRequest, store: Store, run: Run) -> RefineRequest:
    if run.state != "succeeded":
        raise RequestError(f"run '{run.id}' is {run.state}; refine needs one that ended: clicklens resume {run.id}")
    change = read_change(request.change)
    change.apply(RunSpec.parse(run.spec, source=f"run {run.id}"), run.features)
    if isinstance(change, Cross) and change.top is not None:
        LiveModels(store).kept_interactions(run.id)  # says whether a checkpoint can be asked for sets
    return RefineRequest(run=run.id, change=change.model_dump(mode="json"), seeds=request.seeds)
