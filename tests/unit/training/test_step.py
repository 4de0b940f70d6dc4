import numpy as np
import pytest
import torch

from clicklens.core.errors import DivergedError
from clicklens.data.dataset import EncodedDataset
from clicklens.training.optimizer import Sgd, build_optimizer
from clicklens.training.step import take_step
from tests.training_runs import are_equal, small_model, weights


def test_it_goes_down_the_gradient(dataset: EncodedDataset) -> None:
    model = small_model(dataset)
    optimizer = build_optimizer(Sgd(lr=0.05), model.parameters())
    batch = dataset.split("train").batch(np.arange(60))
    losses = [take_step(model, optimizer, batch, number=number) for number in range(1, 30)]
    assert losses == sorted(losses, reverse=True)


def test_gradients_of_the_step_before_are_forgotten(dataset: EncodedDataset) -> None:
    batch = dataset.split("train").batch(np.arange(60))
    clean, dirty = small_model(dataset), small_model(dataset)
    for parameter in dirty.parameters():
        parameter.grad = torch.ones_like(parameter)
    for model in (clean, dirty):
        take_step(model, build_optimizer(Sgd(), model.parameters()), batch, number=1)
    assert are_equal(weights(clean), weights(dirty))


def test_a_bound_on_gradients_bounds_the_step(dataset: EncodedDataset) -> None:
    model = small_model(dataset)
    before = weights(model)
    batch = dataset.split("train").batch(np.arange(60))
    take_step(model, build_optimizer(Sgd(lr=1.0), model.parameters()), batch, number=1, clip_norm=0.01)
    moved = sum(float((value - before[name]).square().sum()) for name, value in weights(model).items()) ** 0.5
    assert moved == pytest.approx(0.01, rel=1e-3)


def test_no_weight_changes_when_the_loss_is_no_number(dataset: EncodedDataset) -> None:
    model = small_model(dataset)
    with torch.no_grad():
        model.get_submodule("output").get_parameter("bias").fill_(float("inf"))
    before = weights(model)
    batch = dataset.split("train").batch(np.arange(60))
    with pytest.raises(DivergedError, match="the loss at step 7 is"):
        take_step(model, build_optimizer(Sgd(), model.parameters()), batch, number=7)
    assert are_equal(weights(model), before)
