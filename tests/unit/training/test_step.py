import numpy as np
import pytest
import torch

from clicklens.core.errors import DivergedError
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.training.feed import StepRows
from clicklens.training.optimizer import Sgd, build_optimizer
from clicklens.training.step import take_step
from tests.training_runs import are_equal, forward_of, small_model, weights


def test_it_goes_down_the_gradient(dataset: EncodedDataset) -> None:
    model = small_model(dataset)
    optimizer = build_optimizer(Sgd(lr=0.05), model.parameters())
    rows = StepRows.of(dataset.split("train").batch(np.arange(60)))
    losses = [take_step(forward_of(model), optimizer, rows, number=number) for number in range(1, 30)]
    assert losses == sorted(losses, reverse=True)


def test_gradients_of_the_step_before_are_forgotten(dataset: EncodedDataset) -> None:
    rows = StepRows.of(dataset.split("train").batch(np.arange(60)))
    clean, dirty = small_model(dataset), small_model(dataset)
    for parameter in dirty.parameters():
        parameter.grad = torch.ones_like(parameter)
    for model in (clean, dirty):
        take_step(forward_of(model), build_optimizer(Sgd(), model.parameters()), rows, number=1)
    assert are_equal(weights(clean), weights(dirty))


def test_a_bound_on_gradients_bounds_the_step(dataset: EncodedDataset) -> None:
    model = small_model(dataset)
    before = weights(model)
    rows = StepRows.of(dataset.split("train").batch(np.arange(60)))
    take_step(forward_of(model), build_optimizer(Sgd(lr=1.0), model.parameters()), rows, number=1, clip_norm=0.01)
    moved = sum(float((value - before[name]).square().sum()) for name, value in weights(model).items()) ** 0.5
    assert moved == pytest.approx(0.01, rel=1e-3)


def test_no_weight_changes_when_the_loss_is_no_number(dataset: EncodedDataset) -> None:
    model = small_model(dataset)
    with torch.no_grad():
        model.get_submodule("output").get_parameter("bias").fill_(float("inf"))
    before = weights(model)
    rows = StepRows.of(dataset.split("train").batch(np.arange(60)))
    with pytest.raises(DivergedError, match="the loss at step 7 is"):
        take_step(forward_of(model), build_optimizer(Sgd(), model.parameters()), rows, number=7)
    assert are_equal(weights(model), before)


def gradients_after(dataset: EncodedDataset, *batches: Batch) -> dict[str, torch.Tensor]:
    model = small_model(dataset)
    take_step(forward_of(model), build_optimizer(Sgd(), model.parameters()), StepRows.of(*batches), number=1)
    return {name: parameter.grad for name, parameter in model.named_parameters() if parameter.grad is not None}


def test_batches_added_up_have_the_gradient_of_all_their_rows_at_once(dataset: EncodedDataset) -> None:
    split = dataset.split("train")
    once = gradients_after(dataset, split.batch(np.arange(70)))
    parts = gradients_after(dataset, *(split.batch(rows) for rows in np.split(np.arange(70), [30, 60])))  # 30, 30, 10
    assert once.keys() == parts.keys()
    for name, whole in once.items():
        added = parts[name]
        assert whole.is_sparse == added.is_sparse == ("stacks" in name)
        if whole.is_sparse:  # the same rows of the table, and no others
            assert torch.equal(whole.coalesce().indices(), added.coalesce().indices())
        torch.testing.assert_close(added.to_dense(), whole.to_dense(), rtol=1e-5, atol=1e-7)


def test_the_loss_of_a_step_is_the_mean_over_the_rows_of_all_its_batches(dataset: EncodedDataset) -> None:
    split, model = dataset.split("train"), small_model(dataset)
    batches = [split.batch(np.arange(40)), split.batch(np.arange(40, 50))]
    optimizer = build_optimizer(Sgd(lr=1e-9), model.parameters())
    first, second = (take_step(forward_of(model), optimizer, StepRows.of(batch), number=1) for batch in batches)
    together = take_step(forward_of(model), optimizer, StepRows.of(*batches), number=1)
    assert together == pytest.approx(0.8 * first + 0.2 * second)
