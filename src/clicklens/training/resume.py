"""Resuming: a run that was stopped or killed goes on, to the weights that it would have had unbroken."""

from __future__ import annotations

from collections.abc import Sequence

from clicklens.core.errors import CorruptError, DataError, RequestError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training.checkpoint import read_checkpoint
from clicklens.training.clock import utc_now
from clicklens.training.device import choose_device, own_torch_state
from clicklens.training.environment import describe_environment, is_running, this_process
from clicklens.training.event import Observer
from clicklens.training.session import Clock, carry_out, prepare
from clicklens.training.spec import RunSpec
from clicklens.training.state import TrainingState


def resume_run(run_id: str, *, store: Store, observers: Sequence[Observer] = (), clock: Clock = utc_now) -> Run:
    """Goes on from the newest whole checkpoint, or from the beginning where there is none yet.

    What the run wrote after that step is dropped and written again. Raises RequestError for a run that is complete
    or that another process is training, and DataError when its data are no longer those that it began with.
    """
    run = store.run(run_id)
    _refuse_unless_stopped(run)
    spec = RunSpec.parse(run.spec, source=f"run '{run.id}'")
    dataset = _same_dataset(run)
    state = _newest_state(store, run)
    threads = int(run.environment["threads"]) if state is None else int(state.values["threads"])
    with own_torch_state(threads=threads):
        prepared = prepare(spec, dataset)
        store.forget_after(run.id, 0 if state is None else int(state.values["position"]["step"]))
        environment = describe_environment(choose_device(spec.training.device))
        run = store.update_run(run.id, state="running", message="", finished_at=None, environment=environment)
        return carry_out(prepared, run, store=store, observers=observers, clock=clock, resume_from=state)


def _refuse_unless_stopped(run: Run) -> None:
    if run.search is not None:
        raise RequestError(f"run '{run.id}' is a search: 'clicklens tune --resume {run.id}' goes on with it")
    if run.state == "succeeded":
        raise RequestError(f"run '{run.id}' is complete: there is nothing left to train")
    process = run.environment.get("process", "")
    if run.state == "running" and process != this_process() and is_running(process):
        raise RequestError(f"run '{run.id}' is being trained by process {process.split('/')[1]}: stop that first")


def _same_dataset(run: Run) -> EncodedDataset:
    dataset = EncodedDataset.open(run.data_path)
    if dataset.schema.digest() != run.features.digest():
        raise DataError(f"run '{run.id}' was trained with another schema than the data in {run.data_path} has now")
    if dataset.manifest.digest != run.data_digest:
        raise DataError(
            f"the data in {run.data_path} have changed since run '{run.id}' began (digest "
            f"{dataset.manifest.digest[:12]}, then {run.data_digest[:12]}): put the same rows there, or start a new run"
        )
    return dataset


def _newest_state(store: Store, run: Run) -> TrainingState | None:
    """The newest checkpoint that can be read; torn ones are removed on the way, and None if none is left."""
    steps = store.checkpoint_steps(run.id)
    if not steps:
        return None
    try:
        return read_checkpoint(store, run.id, steps[-1])
    except CorruptError:
        store.delete_checkpoint(run.id, steps[-1])
    return _newest_state(store, run)
