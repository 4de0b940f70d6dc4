import numpy as np
import pytest
import torch
from torch import Tensor

from clicklens.data.dataset import EncodedDataset
from clicklens.models import CtrModel
from clicklens.training.feed import StepRows
from clicklens.training.optimizer import Sgd, build_optimizer
from clicklens.training.step import take_step
from clicklens.training.team import ALONE, GradientExchange, Team
from tests.thread_team import together
from tests.training_runs import forward_of, small_model

ROWS = np.arange(50)


def gradients(
    model: CtrModel, dataset: EncodedDataset, mine: np.ndarray, team: Team
) -> tuple[float, dict[str, Tensor | None]]:
    """The loss and the gradients in one process that has these rows of the step."""
    split = dataset.split("train")
    batches = (split.batch(mine),) if len(mine) else ()
    rows = StepRows(batches, rows=len(ROWS), weight=float(len(ROWS)), taken=1)
    optimizer = build_optimizer(Sgd(), model.parameters())
    loss = take_step(forward_of(model), optimizer, rows, number=1, exchange=GradientExchange(model, team))
    return loss, {name: parameter.grad for name, parameter in model.named_parameters()}


@pytest.mark.parametrize("cuts", [[25, 50], [10, 30], [0, 50]])  # [0, 50]: two of three have no rows at all
def test_every_process_has_the_gradient_of_the_whole_step(dataset: EncodedDataset, cuts: list[int]) -> None:
    shares = np.split(ROWS, cuts)
    models = [small_model(dataset) for _ in range(4)]
    whole_loss, whole = gradients(models[3], dataset, ROWS, ALONE)
    for loss, found in together(3, lambda team: gradients(models[team.rank], dataset, shares[team.rank], team)):
        assert loss == pytest.approx(whole_loss, rel=1e-6)
        for name, expected in whole.items():
            gradient = found[name]
            assert expected is not None
            assert gradient is not None
            assert gradient.is_sparse == expected.is_sparse
            if expected.is_sparse:  # the same rows of the table, and no others
                assert torch.equal(gradient.coalesce().indices(), expected.coalesce().indices())
            torch.testing.assert_close(gradient.to_dense(), expected.to_dense(), rtol=1e-5, atol=1e-7)


def test_all_processes_have_the_same_bits(dataset: EncodedDataset) -> None:
    shares, models = np.array_split(ROWS, 2), [small_model(dataset) for _ in range(2)]
    (_, first), (_, second) = together(2, lambda team: gradients(models[team.rank], dataset, shares[team.rank], team))
    for name, gradient in first.items():
        other = second[name]
        assert gradient is not None
        assert other is not None
        assert torch.equal(gradient.to_dense(), other.to_dense())


def test_a_table_travels_by_its_touched_rows_alone(dataset: EncodedDataset) -> None:
    sizes: list[int] = []
    models = [small_model(dataset) for _ in range(2)]

    def work(team: Team) -> None:
        gather = team.gather

        def noting(tensor: Tensor) -> list[Tensor]:
            sizes.append(tensor.numel())
            return gather(tensor)

        team.gather = noting  # type: ignore[method-assign]
        gradients(models[team.rank], dataset, ROWS[:2] if team.is_first else ROWS[2:4], team)

    together(2, work)
    table = small_model(dataset).get_parameter("embedding.stacks.4.weight")
    assert max(sizes) < table.numel() / 2


def test_a_parameter_without_a_gradient_anywhere_stays_without(dataset: EncodedDataset) -> None:
    def work(team: Team) -> list[Tensor | None]:
        model = small_model(dataset)
        model.get_parameter("output.bias").grad = torch.ones(1)
        whole = GradientExchange(model, team)(torch.tensor(0.5))
        assert whole.item() == 1.0
        return [parameter.grad for parameter in model.parameters()]

    for found in together(2, work):
        assert [gradient.tolist() for gradient in found if gradient is not None] == [[2.0]]


def test_alone_nothing_is_touched(dataset: EncodedDataset) -> None:
    loss = torch.tensor(0.5)
    assert GradientExchange(small_model(dataset), ALONE)(loss) is loss
