"""Carrying a search out: trial by trial, each a run of the store, until all are done or someone asks to stop."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch

from clicklens.core.errors import ConfigError, DivergedError, FailedError, RequestError
from clicklens.core.run import Run, RunEvent
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.metrics import LOWER_IS_BETTER
from clicklens.search.collect import IMPORTANCE, REFUSED, collect, request_of, trial_id
from clicklens.search.outcome import figures_of, is_pruned
from clicklens.search.pruning import Pruning, replay
from clicklens.search.request import SearchRequest, Settings, in_words
from clicklens.search.result import SearchResult
from clicklens.search.study import Study, Trial
from clicklens.store.folder_store import FolderStore
from clicklens.training import Observer, resume_run, start_run
from clicklens.training.interrupt import Interrupt, interrupting

Clock = Callable[[], str]  # the time now, ISO 8601


class SearchWatch(Protocol):
    """Whoever wants to know how a search comes along."""

    def begin(self, number: int, wanted: int, settings: Settings) -> Sequence[Observer]:
        """A trial begins; those given watch its training."""

    def end(self, result: SearchResult) -> None:
        """A trial ended; what is known now."""


@dataclass(frozen=True)
class Bench:
    """What the trials of a search share."""

    run: Run  # of the search itself
    request: SearchRequest
    store: FolderStore
    dataset: EncodedDataset
    study: Study
    watch: SearchWatch
    clock: Clock


def in_folder(store: Store) -> FolderStore:
    """Raises RequestError for a store that has no folder to keep the study in."""
    if not isinstance(store, FolderStore):
        raise RequestError("a search keeps its study beside a store in a folder of this machine")
    return store


def carry_out(
    run: Run, request: SearchRequest, *, store: FolderStore, dataset: EncodedDataset, watch: SearchWatch, clock: Clock
) -> Run:
    """Does the trials that are left and returns the search's run, which says how it ended; what is raised is raised on.

    Ctrl-C ends it after a checkpoint of the trial under way, as ``interrupted``.
    """
    interrupt = Interrupt()
    try:
        study = Study(
            store.run_folder(run.id), request.search, lower_is_better=request.search.metric in LOWER_IS_BETTER
        )
        try:
            with interrupting(interrupt):
                study.settle()
                is_whole = _trials(Bench(run, request, store, dataset, study, watch, clock), interrupt)
        finally:
            study.close()
        if is_whole:
            _refuse_nothing_found(store, run)
    except BaseException as error:
        state = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
        store.update_run(run.id, state=state, message=str(error) or type(error).__name__, finished_at=clock())
        raise
    if not is_whole:
        text = f"interrupted; 'clicklens tune --resume {run.id}' goes on where it stopped"
        return store.update_run(run.id, state="interrupted", message=text, finished_at=clock())
    return store.update_run(run.id, state="succeeded", message="", finished_at=clock())


def _trials(bench: Bench, interrupt: Interrupt) -> bool:
    """Whether all were done."""
    ended = bench.study.ended()
    for number in range(1, bench.request.search.wanted + 1):
        if number in ended:
            continue
        if interrupt.is_asked:
            return False
        trial = bench.study.ask(number)
        if not _do(bench, trial, number):
            return False
        bench.store.put_result(bench.run.id, IMPORTANCE, json.dumps(bench.study.importance()))
        result = collect(bench.store, bench.run)
        bench.store.add_event(bench.run.id, _ended(result, number, bench.clock()))
        bench.watch.end(result)
    return True


def _ended(result: SearchResult, number: int, at: str) -> RunEvent:
    """What those who look at the search from elsewhere hear of."""
    trial = next(trial for trial in result.trials if trial.number == number)
    figures: dict[str, float | None] = {} if trial.value is None else {result.metric: trial.value}
    return RunEvent(step=number, kind="trial", text=trial.state, figures=figures, at=at)


def _do(bench: Bench, trial: Trial, number: int) -> bool:
    """Trains one trial and tells the study what came of it; False when it was interrupted."""
    judged = {"metric": bench.request.search.metric, "split": bench.request.search.split}
    try:
        child = _trained(bench, trial, number)
    except (DivergedError, MemoryError, torch.OutOfMemoryError):  # these settings cannot be; others may
        bench.study.tell(trial, "failed")
        return True
    except ConfigError as error:
        text = f"{in_words(trial.settings)}: {error}"
        bench.store.add_event(bench.run.id, RunEvent(step=number, kind=REFUSED, text=text, at=bench.clock()))
        bench.study.tell(trial, "failed")
        return True
    if child.state == "interrupted":
        return False
    figures = figures_of(bench.store, child.id, **judged)
    if is_pruned(child):
        bench.study.tell(trial, "pruned")
    elif figures is None:
        bench.study.tell(trial, "failed")
    else:
        bench.study.tell(trial, "complete", figures.value)
    return True


def _trained(bench: Bench, trial: Trial, number: int) -> Run:
    """The trial's run at its end: begun, gone on with, or found there from an attempt that was killed after it."""
    spec = bench.request.trial_spec(trial.settings, number)
    run_id = trial_id(bench.run.id, number)
    search = bench.request.search
    before = next((run for run in bench.store.runs() if run.id == run_id), None)
    if before is not None and before.state == "succeeded":
        replay(trial.report, bench.store, run_id, metric=search.metric, split=search.split)
        return before
    observers = [
        Pruning(trial.report, metric=search.metric, split=search.split, store=bench.store, run_id=run_id),
        *bench.watch.begin(number, search.wanted, trial.settings),
    ]
    if before is not None:
        return resume_run(run_id, store=bench.store, observers=observers, clock=bench.clock)
    return start_run(
        spec,
        store=bench.store,
        dataset=bench.dataset,
        observers=observers,
        run_id=run_id,
        parent=bench.run.id,
        change=in_words(trial.settings),
        clock=bench.clock,
    )


def _refuse_nothing_found(store: FolderStore, run: Run) -> None:
    result = collect(store, run)
    if result.best is None:
        reason = next((trial.message for trial in result.trials if trial.message), "no figure was measured")
        raise FailedError(f"no trial of search '{run.id}' came to its end; trial 1: {reason}")


__all__ = ["SearchWatch", "carry_out", "in_folder", "request_of"]
