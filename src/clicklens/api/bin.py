"""The bin: a run that was thrown away can be had back for ten minutes, then it is removed with all it left.

A search takes its trials along, there and back: without it nothing says what they were tried for.
"""

from datetime import datetime, timedelta

from clicklens.api.failure import ConflictError
from clicklens.core.errors import NotFoundError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.search.collect import trial_runs
from clicklens.training.clock import utc_now
from clicklens.training.environment import is_running

KEPT = timedelta(minutes=10)


def trash_run(store: Store, run: Run, *, now: str | None = None) -> Run:
    """Raises ConflictError for a run that is being trained: its process would go on writing."""
    trials = [trial for trial in trial_runs(store, run) if trial.trashed_at is None]
    for one in (run, *trials):
        _refuse_running(one)
    at = now or utc_now()
    for trial in trials:
        store.update_run(trial.id, trashed_at=at)
    return store.update_run(run.id, trashed_at=at)


def restore_run(store: Store, run: Run) -> Run:
    """Raises ConflictError for a run that is not in the bin."""
    if run.trashed_at is None:
        raise ConflictError(f"run '{run.id}' is not in the bin")
    for trial in trial_runs(store, run):
        if trial.trashed_at == run.trashed_at:  # another one was thrown away by itself
            store.update_run(trial.id, trashed_at=None)
    return store.update_run(run.id, trashed_at=None)


def _refuse_running(run: Run) -> None:
    process = run.environment.get("process", "")
    if run.state == "running" and process and is_running(process):
        raise ConflictError(f"run '{run.id}' is being trained; stop it before you delete it")


def empty_bin(store: Store, *, now: datetime) -> list[str]:
    """Removes the runs whose time in the bin is over; gives their ids."""
    over = [run.id for run in store.runs() if run.trashed_at and datetime.fromisoformat(run.trashed_at) + KEPT <= now]
    return [run_id for run_id in over if _removed(store, run_id)]


def _removed(store: Store, run_id: str) -> bool:
    try:
        store.delete_run(run_id)
    except NotFoundError:  # another service was faster
        return False
    return True
