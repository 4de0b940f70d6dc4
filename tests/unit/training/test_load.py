from pathlib import Path

import numpy as np
import pytest
import torch

from clicklens.core.errors import DataError, NotFoundError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training import Event, Trainer, load_model, load_start, start_run
from clicklens.training.event import StepDone
from clicklens.training.session import prepare
from tests.factories import make_schema
from tests.training_runs import are_equal, small_dataset, small_spec, weights


class Keep:
    """Keeps a copy of the weights at every step."""

    def __init__(self) -> None:
        self.at: dict[int, dict[str, torch.Tensor]] = {}

    def on(self, event: Event, trainer: Trainer) -> None:
        if isinstance(event, StepDone):
            self.at[event.step] = weights(trainer)


def trained(dataset: EncodedDataset, store: Store) -> tuple[Run, Keep]:
    keep = Keep()
    spec = small_spec(checkpoints={"every": 1, "keep": 50})
    return start_run(spec, store=store, dataset=dataset, observers=[keep]), keep


def test_the_weights_are_those_of_the_step(dataset: EncodedDataset, store: Store) -> None:
    run, keep = trained(dataset, store)
    assert are_equal(weights(load_model(store, run.id)), keep.at[max(keep.at)])
    assert are_equal(weights(load_model(store, run.id, 2, dataset=dataset)), keep.at[2])


def test_it_can_be_asked_at_once(dataset: EncodedDataset, store: Store) -> None:
    run, _ = trained(dataset, store)
    state = torch.get_rng_state()
    model = load_model(store, run.id)
    assert not model.training
    assert model(dataset.split("test").batch(np.arange(5)))["click"].shape == (5,)
    assert torch.equal(torch.get_rng_state(), state)


def test_the_start_is_drawn_anew_as_the_run_drew_it(dataset: EncodedDataset, store: Store) -> None:
    run, _ = trained(dataset, store)
    state = torch.get_rng_state()
    start = load_start(store, run.id, dataset=dataset)
    assert start is not None
    assert torch.equal(torch.get_rng_state(), state)
    prepared = prepare(small_spec(), dataset).model
    torch.set_rng_state(state)
    assert are_equal(dict(start.state_dict()), dict(prepared.state_dict()))


def test_another_torch_may_have_drawn_another_start(dataset: EncodedDataset, store: Store) -> None:
    run, _ = trained(dataset, store)
    store.update_run(run.id, environment={**run.environment, "torch": "1.0"})
    assert load_start(store, run.id, dataset=dataset) is None


def test_a_step_without_a_checkpoint_is_refused(dataset: EncodedDataset, store: Store) -> None:
    run, _ = trained(dataset, store)
    with pytest.raises(NotFoundError, match="999"):
        load_model(store, run.id, 999)


def test_rows_of_another_schema_are_refused(dataset: EncodedDataset, store: Store, tmp_path: Path) -> None:
    run, _ = trained(dataset, store)
    with pytest.raises(DataError, match="another schema than 'made-up' has"):
        load_model(store, run.id, dataset=small_dataset(tmp_path, schema=make_schema(group=None)))


def test_rows_whose_ids_mean_something_else_are_refused(dataset: EncodedDataset, store: Store, tmp_path: Path) -> None:
    run, _ = trained(dataset, store)
    with pytest.raises(DataError, match="ids would be taken for others"):
        load_model(store, run.id, dataset=small_dataset(tmp_path, seed=1))
