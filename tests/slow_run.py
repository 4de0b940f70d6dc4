"""What tests run in a process of its own, to be killed: ``python -m tests.slow_run DATA STORE [PROCESSES]``."""

from __future__ import annotations

import sys
import time

from clicklens.capture import Capture
from clicklens.core.errors import NotFoundError
from clicklens.data.dataset import EncodedDataset
from clicklens.store import open_store
from clicklens.training import Event, RunSpec, Trainer, resume_run, start_run
from clicklens.training.event import StepDone
from tests.training_runs import small_spec

RUN = "r"


def slow_spec(processes: int = 1) -> RunSpec:
    """40 steps with everything on that could go wrong when they are broken off."""
    return small_spec(
        dropout=0.3,
        capture=Capture(every=3, rows=20),
        optimizer={"kind": "adam"},
        schedule={"kind": "cosine"},
        batch_size=25,
        accumulate=2,
        epochs=10,
        max_steps=40,
        evaluate_every=7,
        checkpoints={"every": 2},
        threads=1,
        processes=processes,
    )


class Dawdle:
    """Takes its time after each step, so that a kill can fall between any two."""

    def on(self, event: Event, trainer: Trainer) -> None:
        if isinstance(event, StepDone):
            time.sleep(0.02)


def go_on(data: str, store_folder: str, processes: str = "1") -> None:
    """Begins the run, or goes on with it."""
    store = open_store(store_folder)
    try:
        store.run(RUN)
    except NotFoundError:
        dataset = EncodedDataset.open(data)
        spec = slow_spec(int(processes))
        start_run(spec, store=store, dataset=dataset, run_id=RUN, observers=[Dawdle()])
    else:
        resume_run(RUN, store=store, observers=[Dawdle()])


if __name__ == "__main__":
    go_on(*sys.argv[1:])
