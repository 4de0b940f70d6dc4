import os
import signal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import torch

from clicklens.capture import Capture
from clicklens.core.errors import DataError
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.training import Event, Trainer, start_run
from clicklens.training.event import StepDone
from clicklens.training.session import prepare
from tests.factories import make_rows, make_schema
from tests.training_runs import are_equal, small_spec, weights


class SignalAt:
    """Sends this process a signal during a step."""

    def __init__(self, step: int, number: int) -> None:
        self.step = step
        self.number = number

    def on(self, event: Event, trainer: Trainer) -> None:
        if isinstance(event, StepDone) and event.step == self.step:
            os.kill(os.getpid(), self.number)


def test_the_seed_alone_makes_the_model(dataset: EncodedDataset) -> None:
    torch.manual_seed(1)
    first = prepare(small_spec(), dataset)
    torch.manual_seed(2)
    assert are_equal(weights(first.model), weights(prepare(small_spec(), dataset).model))
    assert not are_equal(weights(first.model), weights(prepare(small_spec(seed=1), dataset).model))


def test_samples_are_drawn_where_something_is_written_down(dataset: EncodedDataset) -> None:
    assert prepare(small_spec(), dataset).samples == {}
    assert set(prepare(small_spec(capture=Capture(rows=10)), dataset).samples) == {"train", "validation", "test"}


def test_data_that_cannot_be_learned_from_are_refused(tmp_path: Path) -> None:
    rows = make_rows(rows=50)
    zeros = pa.array(np.zeros(50, dtype=np.int8))
    table = rows.set_column(rows.column_names.index("click"), "click", zeros)
    with pytest.raises(DataError, match="every label 'click'"):
        prepare(small_spec(), encode({"train": table}, make_schema(), tmp_path / "d", split=None))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_after_the_step_with_a_checkpoint(
    dataset: EncodedDataset, store: Store, number: int
) -> None:
    handler = signal.getsignal(number)
    run = start_run(small_spec(), store=store, dataset=dataset, observers=[SignalAt(3, number)])
    assert run.state == "interrupted"
    assert run.message == f"interrupted; 'clicklens resume {run.id}' goes on where it stopped"
    assert store.checkpoint_steps(run.id)[-1] == 3
    assert [(e.step, e.text) for e in store.events(run.id) if e.kind == "stopped"] == [(3, "interrupted")]
    assert signal.getsignal(number) is handler


def test_what_was_captured_is_on_disk_when_the_run_has_ended(dataset: EncodedDataset, store: Store) -> None:
    run = start_run(small_spec(capture=Capture(every=2, rows=20)), store=store, dataset=dataset)
    last = store.checkpoint_steps(run.id)[-1]
    assert {0, 2, 4, 6, last} <= set(store.snapshot_steps(run.id))
    assert len(store.sample(run.id, "test")) == 20
