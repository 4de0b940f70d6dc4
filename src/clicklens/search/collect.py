"""The result of a search, read from the store: also of one that is under way, and without Optuna."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from clicklens.core.errors import RequestError
from clicklens.core.run import Run
from clicklens.core.store import RunStore
from clicklens.metrics import LOWER_IS_BETTER
from clicklens.search.finding import find_words
from clicklens.search.outcome import figures_of, is_pruned
from clicklens.search.request import SearchRequest, shown
from clicklens.search.result import OpenSetting, SearchResult, SearchTrial, TrialState
from clicklens.search.spec import SearchSpec
from clicklens.training.config import default_kind, put_setting

IMPORTANCE = "search.importance"  # the key under which the search's run keeps it
REFUSED = "refused"  # kind of the event for settings that no training could begin with; its step is the trial's number


def request_of(run: Run) -> SearchRequest:
    """What the run looked for. Raises RequestError for a run that is no search."""
    if run.search is None:
        raise RequestError(f"run '{run.id}' is no search; 'clicklens tune config.yaml' makes one")
    return SearchRequest.parse(run.search, source=f"run '{run.id}'")


def find_search(store: RunStore, word: str) -> Run:
    """The search of that id, name or prefix, the newest for 'latest', or the one of that trial.

    Its trials' ids begin as its own does, so searches are looked at first. Raises NotFoundError.
    """
    runs = store.runs()
    searches = [run for run in runs if run.search is not None]
    alike = [run for run in searches if word == "latest" or word == run.id]
    alike = alike or [run for run in searches if run.id.startswith(word) or run.name == word]
    if alike and (len(alike) == 1 or word == "latest"):
        return alike[0]
    run = store.run(word)
    parent = next((other for other in searches if other.id == run.parent), None)
    return run if parent is None else parent


def trial_id(search_id: str, number: int) -> str:
    """The id of a trial's run: the same at every attempt."""
    return f"{search_id}-{number:03d}"


def trial_runs(store: RunStore, run: Run) -> list[Run]:
    """The runs of a search's trials, newest first; of a run that is no search none."""
    return [] if run.search is None else [child for child in store.runs() if child.parent == run.id]


def collect(store: RunStore, run: Run) -> SearchResult:
    """What is known of a search now. Raises RequestError for a run that is no search."""
    request = request_of(run)
    spec = request.search
    children = {child.id: child for child in trial_runs(store, run)}
    refused = {event.step: event.text for event in store.events(run.id) if event.kind == REFUSED}
    trials = []
    for number in range(1, spec.wanted + 1):
        child = children.get(trial_id(run.id, number))
        if child is not None:
            trials.append(_trial(store, child, number, spec))
        elif number in refused:
            trials.append(_refused(number, refused[number]))
    settings = _settings(spec, json.loads(store.result(run.id, IMPORTANCE) or "{}"))
    best = _best(trials, spec.metric)
    return SearchResult(
        run_id=run.id,
        rows={},
        metric=spec.metric,
        lower_is_better=spec.metric in LOWER_IS_BETTER,
        split=spec.split,
        sampler=spec.sampler,
        pruner=spec.pruner,
        seed=spec.seed,
        wanted=spec.wanted,
        trials=tuple(trials),
        settings=settings,
        best=None if best is None else best.number,
        yaml="" if best is None else _yaml(best.settings, children[best.run_id or ""].spec),
        command="" if best is None else _command(request, best.settings),
        findings=find_words(trials, settings, best, metric=spec.metric, split=spec.split, wanted=spec.wanted),
    )


def _trial(store: RunStore, child: Run, number: int, spec: SearchSpec) -> SearchTrial:
    figures = figures_of(store, child.id, metric=spec.metric, split=spec.split)
    return SearchTrial(
        number=number,
        run_id=child.id,
        state=_state(child),
        settings={key: _setting(child.spec, key) for key in spec.space},
        value=None if figures is None else figures.value,
        step=None if figures is None else figures.step,
        test=None if figures is None else figures.test,
        message=child.message,
    )


def _refused(number: int, reason: str) -> SearchTrial:
    return SearchTrial(
        number=number, run_id=None, state="failed", settings={}, value=None, step=None, test=None, message=reason
    )


def _state(child: Run) -> TrialState:
    if child.state == "succeeded":
        return "pruned" if is_pruned(child) else "complete"
    return child.state


def _best(trials: Sequence[SearchTrial], metric: str) -> SearchTrial | None:
    """Of those trained to their end; of equal ones the first."""
    sign = -1.0 if metric in LOWER_IS_BETTER else 1.0
    known = [(sign * t.value, t) for t in trials if t.state == "complete" and t.value is not None]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def _settings(spec: SearchSpec, importance: Mapping[str, float]) -> tuple[OpenSetting, ...]:
    found = [
        OpenSetting(
            key=key,
            low=parameter.low,
            high=parameter.high,
            log=parameter.log,
            choices=None if parameter.choices is None else tuple(shown(value) for value in parameter.choices),
            importance=importance.get(key),
        )
        for key, parameter in spec.space.items()
    ]
    return tuple(sorted(found, key=lambda setting: -(setting.importance or 0.0)))


def _setting(spec: Mapping[str, Any], key: str) -> Any:
    value: Any = spec
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _yaml(settings: Mapping[str, Any], spec: Mapping[str, Any]) -> str:
    """The settings as a config holds them, each in a part that says its kind where parts have one."""

    def begin(path: Sequence[str]) -> dict[str, Any]:
        part = _setting(spec, ".".join(path))
        return {"kind": part["kind"]} if "kind" in part else {}

    values: dict[str, Any] = {}
    for key, value in settings.items():
        put_setting(values, key, value, source="the best settings", begin=begin)
    return yaml.safe_dump(values, sort_keys=False, default_flow_style=None, allow_unicode=True)


def _command(request: SearchRequest, settings: Mapping[str, Any]) -> str:
    given = [*request.overrides, *_kinds(request, settings)]
    given += [f"{key}={_flow(value)}" for key, value in settings.items()]
    words = " ".join(f"--set {shlex.quote(text)}" for text in given)
    return f"clicklens train {shlex.quote(request.source or 'config.yaml')} {words}"


def _kinds(request: SearchRequest, settings: Mapping[str, Any]) -> list[str]:
    """The kinds of parts that the config leaves out: ``--set`` makes such a part only when it is told its kind."""
    paths = {tuple(key.split(".")[:size]) for key in settings for size in range(1, key.count(".") + 1)}
    missing = [path for path in sorted(paths) if _setting(request.base, ".".join(path)) is None and default_kind(path)]
    named = [f"{'.'.join(path)}.kind" for path in missing]
    return [
        f"{key}={default_kind(path)['kind']}" for key, path in zip(named, missing, strict=True) if key not in settings
    ]


def _flow(value: Any) -> str:
    """As --set reads it."""
    if isinstance(value, str) and yaml.safe_load(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
