"""``/slices``: filters with a name, which all runs share."""

from fastapi import APIRouter, status
from pydantic import Field as Setting

from clicklens.analysis import Captured
from clicklens.api.dependency import CapturedDep, StoreDep
from clicklens.api.failure import ConflictError
from clicklens.core.errors import NotFoundError, nearest
from clicklens.core.record import Record
from clicklens.core.row_filter import RowFilter
from clicklens.core.slice import Slice
from clicklens.workbench.slices import UsableSlice, save_slice, usable_slices

router = APIRouter(tags=["slices"])


class NewSlice(Record):
    """A filter to be kept under a name."""

    name: str = Setting(min_length=1, max_length=100)
    filter: RowFilter
    run: str = Setting(max_length=200)  # whose columns the filter names
    note: str = Setting(default="", max_length=20_000)
    replace: bool = False  # a slice of that name, if there is one


@router.get("/slices")
def list_slices(store: StoreDep) -> list[Slice]:
    """All slices, by name."""
    return store.slices()


@router.get("/runs/{run}/slices")
def list_slices_of_run(captured: CapturedDep) -> list[UsableSlice]:
    """All slices, and which columns the run lacks for them."""
    return usable_slices(captured)


@router.post("/slices", status_code=status.HTTP_201_CREATED)
def add_slice(store: StoreDep, new: NewSlice) -> Slice:
    """Keeps a filter; 409 where the name is taken and ``replace`` is not said."""
    if not new.replace and any(saved.name == new.name for saved in store.slices()):
        raise ConflictError(f"there is a slice '{new.name}' already; choose another name or replace it")
    captured = Captured(store, store.run(new.run).id)
    return save_slice(captured, new.name, new.filter, note=new.note, replace=new.replace)


@router.delete("/slices/{name:path}")
def delete_slice(store: StoreDep, name: str) -> Slice:
    """Forgets a slice and gives it back, so that this can be undone."""
    found = {saved.name: saved for saved in store.slices()}
    if name not in found:
        raise NotFoundError(f"there is no slice '{name}'{nearest(name, found)}")
    store.delete_slice(name)
    return found[name]
