"""``/runs``: the list of runs, one run in full, and what a person may change of it."""

from fastapi import APIRouter, Query

from clicklens.api.bin import restore_run, trash_run
from clicklens.api.dependency import CapturedDep, ListingDep, RunDep, StoreDep, TrainersDep
from clicklens.api.record import RunChange, RunDetail, RunRow
from clicklens.api.run_view import run_detail
from clicklens.core.run import Run

router = APIRouter(tags=["runs"])


@router.get("/runs")
def list_runs(
    listing: ListingDep,
    trainers: TrainersDep,
    trashed: bool = Query(False, description="Those in the bin, in place of the others."),
) -> list[RunRow]:
    """All runs, newest first."""
    shown = [row for row in listing.rows() if (row.trashed_at is not None) == trashed]
    return [row.model_copy(update={"job_id": trainers.get(row.id)}) for row in shown]


@router.get("/runs/{run}")
def get_run(captured: CapturedDep, trainers: TrainersDep) -> RunDetail:
    """One run: its request, where it stands, and what there is to look at."""
    return run_detail(captured, job_id=trainers.get(captured.run.id))


@router.patch("/runs/{run}")
def change_run(store: StoreDep, run: RunDep, change: RunChange) -> Run:
    """Name, tags, note, pin or archive a run."""
    return store.update_run(run.id, **change.model_dump(exclude_none=True))


@router.delete("/runs/{run}")
def delete_run(store: StoreDep, run: RunDep) -> Run:
    """Puts a run into the bin, from where it can be restored for ten minutes; then it is removed for good.

    A search takes its trials along.
    """
    return trash_run(store, run)


@router.post("/runs/{run}/restore")
def restore(store: StoreDep, run: RunDep) -> Run:
    """Takes a run out of the bin, and with a search the trials that went with it."""
    return restore_run(store, run)
