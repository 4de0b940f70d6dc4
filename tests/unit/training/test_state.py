import numpy as np
import pytest
import torch

from clicklens.core.errors import CorruptError
from clicklens.data.dataset import EncodedDataset
from clicklens.training.state import TrainingState, collect_state, load_weights, restore_state
from tests.training_runs import are_equal, small_model, small_trainer, weights


def a_copy(state: TrainingState) -> TrainingState:
    return TrainingState({name: values.copy() for name, values in state.tensors.items()}, dict(state.values))


@pytest.mark.parametrize("kind", ["adagrad", "adam", "adamw", "sgd"])
def test_what_is_collected_is_put_back(dataset: EncodedDataset, kind: str) -> None:
    optimizer = {"kind": kind, **({"momentum": 0.5} if kind == "sgd" else {})}
    trained = small_trainer(dataset, optimizer=optimizer, max_steps=3)
    trained.fit()
    state = a_copy(trained.state())
    drawn = torch.rand(5)

    fresh = small_trainer(dataset, optimizer=optimizer)
    position = restore_state(state, fresh.model, fresh.optimizer)
    assert position == trained.position
    assert are_equal(weights(fresh), weights(trained))
    assert torch.equal(torch.rand(5), drawn)
    again = collect_state(fresh.model, fresh.optimizer, position)
    kept = {name for name in state.tensors if not name.startswith("random/")}
    assert {name for name in again.tensors if not name.startswith("random/")} == kept
    assert all(np.array_equal(again.tensors[name], state.tensors[name]) for name in kept)
    assert again.values == state.values


def test_an_optimiser_that_has_made_no_step_has_no_memory(dataset: EncodedDataset) -> None:
    trainer = small_trainer(dataset)
    state = trainer.state()
    assert [name for name in state.tensors if name.startswith("optimizer/")] == []
    restore_state(state, trainer.model, trainer.optimizer)
    assert trainer.optimizer.state == {}


def test_weights_of_another_model_are_refused(dataset: EncodedDataset) -> None:
    state = small_trainer(dataset).state()
    with pytest.raises(CorruptError, match="does not hold this model"):
        load_weights(state.tensors, torch.nn.Sequential(torch.nn.Linear(8, 4)))


def test_read_only_arrays_can_be_loaded(dataset: EncodedDataset) -> None:
    state = a_copy(small_trainer(dataset).state())
    for values in state.tensors.values():
        values.flags.writeable = False
    model = small_model(dataset)
    load_weights(state.tensors, model)
    next(iter(model.parameters())).data.add_(1.0)
