"""Starting a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training.clock import utc_now
from clicklens.training.device import choose_device, own_threads, own_torch_state
from clicklens.training.environment import describe_environment
from clicklens.training.event import Observer
from clicklens.training.session import Clock, carry_out, prepare
from clicklens.training.spec import RunSpec


def start_run(
    spec: RunSpec,
    *,
    store: Store | Callable[[], Store],
    dataset: EncodedDataset,
    observers: Sequence[Observer] = (),
    run_id: str | None = None,
    parent: str | None = None,
    change: str | None = None,
    clock: Clock = utc_now,
) -> Run:
    """Trains a new run to its end and returns it as the store keeps it.

    ``store`` may be a function that opens it, called once the request is found right, so that a refused one makes no
    store. The run's id is its name and the time, unless ``run_id`` gives one. Ctrl-C ends it with a checkpoint, as
    ``interrupted``. Raises RequestError when request and data do not fit, before anything is written; DivergedError
    or StorageError when the work fails, which the run then says too.
    """
    with own_torch_state(threads=own_threads(spec.training)):
        prepared = prepare(spec, dataset)
        environment = describe_environment(choose_device(spec.training.device))
        opened = store() if callable(store) else store
        created = clock()
        run = Run(
            id=run_id or new_id(spec.name or spec.model.kind, created, taken={run.id for run in opened.runs()}),
            name=spec.name or spec.model.kind,
            state="running",
            created_at=created,
            spec=spec.model_dump(mode="json"),
            features=dataset.schema,
            data_digest=dataset.manifest.digest,
            data_path=str(dataset.path.absolute()),
            environment=environment,
            parent=parent,
            change=change,
        )
        opened.add_run(run)
        return carry_out(prepared, run, store=opened, observers=observers, clock=clock)


def new_id(name: str, created: str, *, taken: set[str]) -> str:
    """``My GwEN!`` at 2026-11-21T05:20:33Z -> ``my-gwen-20261121-052033``, and a number behind it if that is taken."""
    plain = re.sub(r"[^a-z0-9._]+", "-", name.lower()).strip("-._")[:60] or "run"
    digits = re.sub(r"\D", "", created)
    start = f"{plain}-{digits[:8]}-{digits[8:14]}"
    number, found = 2, start
    while found in taken:
        number, found = number + 1, f"{start}-{number}"
    return found
