"""A run of a reproduction: found in the store if it holds one of the same settings, trained now if not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clicklens.core.errors import ConfigError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.catalog import load
from clicklens.data.dataset import EncodedDataset
from clicklens.training import RunSpec, start_run


def kept_run(spec: RunSpec, store: Store) -> Run:
    """The run that ended well with these very settings. Ends the script when training is told to stop."""
    known = (run for run in store.runs() if run.state == "succeeded" and _is_of(run, spec))
    run = next(known, None) or start_run(spec, store=store, dataset=dataset_of(spec))
    if run.state != "succeeded":
        raise SystemExit(f"run {run.id} is {run.state}; the script called again trains it anew")
    return run


def _is_of(run: Run, spec: RunSpec) -> bool:
    """A setting that the run did not know yet has its default; what a run is called is none."""
    try:
        own = RunSpec.parse(run.spec, source=run.id)
    except ConfigError:
        return False
    return own.model_dump(mode="json", exclude={"name"}) == spec.model_dump(mode="json", exclude={"name"})


def dataset_of(spec: RunSpec) -> EncodedDataset:
    """What it trains on, by its path or by its name in the catalogue."""
    return load(str(spec.data.name)) if spec.data.path is None else EncodedDataset.open(Path(spec.data.path))


def seconds_of(run: Run) -> float:
    """From start to end."""
    began, ended = (datetime.fromisoformat(str(at)) for at in (run.created_at, run.finished_at))
    return (ended - began).total_seconds()
