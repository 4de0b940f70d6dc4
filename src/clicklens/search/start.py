"""Starting a search, and going on with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clicklens.core.errors import DataError, RequestError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.search.carry_out import Clock, SearchWatch, carry_out, in_folder
from clicklens.search.collect import find_search, request_of
from clicklens.search.library import optuna
from clicklens.search.request import SearchRequest, Settings
from clicklens.search.result import SearchResult
from clicklens.search.space_check import check_request
from clicklens.training.clock import utc_now
from clicklens.training.device import choose_device
from clicklens.training.environment import describe_environment, is_running, this_process
from clicklens.training.event import Observer
from clicklens.training.start import new_id


class Unwatched:
    """Watches nothing."""

    def begin(self, number: int, wanted: int, settings: Settings) -> Sequence[Observer]:  # noqa: ARG002
        """Nobody watches the training."""
        return ()

    def end(self, result: SearchResult) -> None:
        """Nobody is told."""


def start_search(
    request: SearchRequest,
    *,
    store: Store | Callable[[], Store],
    dataset: EncodedDataset,
    watch: SearchWatch | None = None,
    run_id: str | None = None,
    clock: Clock = utc_now,
) -> Run:
    """Does a new search to its end, and returns its run as the store keeps it; its trials are that run's children.

    ``store`` may be a function that opens it, called once the request is found right. Raises RequestError when the
    request is wrong, before anything is written; FailedError when no trial came to its end.
    """
    optuna()
    spec = check_request(request, dataset)
    opened = in_folder(store() if callable(store) else store)
    created = clock()
    name = f"{spec.name or spec.model.kind} search"
    run = Run(
        id=run_id or new_id(name, created, taken={run.id for run in opened.runs()}),
        name=name,
        state="running",
        created_at=created,
        spec=spec.model_dump(mode="json"),
        features=dataset.schema,
        data_digest=dataset.manifest.digest,
        data_path=str(dataset.path.absolute()),
        environment=describe_environment(choose_device(spec.training.device)),
        search=request.model_dump(mode="json"),
    )
    opened.add_run(run)
    return carry_out(run, request, store=opened, dataset=dataset, watch=watch or Unwatched(), clock=clock)


def resume_search(
    word: str,
    *,
    store: Store,
    trials: int | None = None,
    watch: SearchWatch | None = None,
    clock: Clock = utc_now,
) -> Run:
    """Goes on with the trials that are left; ``word`` names the search's run or one of its trials.

    A trial that was under way goes on from its newest checkpoint. With ``trials`` there will be so many in all. Raises
    RequestError for a search that is complete, or that another process works on.
    """
    optuna()
    opened = in_folder(store)
    run = find_search(opened, word)
    request = request_of(run)
    if trials is not None:
        search = {**request.search.model_dump(mode="json"), "trials": trials}
        request = SearchRequest.parse({**request.model_dump(mode="json"), "search": search}, source="tune")
    _refuse_unless_stopped(run, request)
    dataset = EncodedDataset.open(run.data_path)
    if dataset.manifest.digest != run.data_digest:
        raise DataError(
            f"the data in {run.data_path} have changed since search '{run.id}' began: put the same rows there"
        )
    environment = describe_environment(choose_device(request.base_spec().training.device))
    changes = {"search": request.model_dump(mode="json"), "environment": environment, "finished_at": None}
    run = opened.update_run(run.id, state="running", message="", **changes)
    return carry_out(run, request, store=opened, dataset=dataset, watch=watch or Unwatched(), clock=clock)


def _refuse_unless_stopped(run: Run, request: SearchRequest) -> None:
    before = request_of(run).search.wanted
    if run.state == "succeeded" and request.search.wanted <= before:
        raise RequestError(
            f"search '{run.id}' is complete: all of its {before} trials are done; more are done with --trials "
            f"{before + 1} or a higher number"
        )
    process = run.environment.get("process", "")
    if run.state == "running" and process != this_process() and is_running(process):
        raise RequestError(f"search '{run.id}' is worked on by process {process.split('/')[1]}: stop that first")
