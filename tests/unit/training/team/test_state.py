import torch

from clicklens.data.dataset import EncodedDataset
from clicklens.nn import BatchNorm
from clicklens.training import Trainer
from clicklens.training.position import Position
from clicklens.training.team import ALONE, Team
from clicklens.training.team.state import running_means, share_means, share_state
from tests.thread_team import together
from tests.training_runs import StopAt, are_equal, small_trainer, weights


def test_all_begin_with_the_weights_the_optimiser_and_the_position_of_the_first(dataset: EncodedDataset) -> None:
    trained = small_trainer(dataset, StopAt(3), optimizer={"kind": "adam"})
    trained.fit()

    def work(team: Team) -> Trainer:
        trainer = trained if team.is_first else small_trainer(dataset, optimizer={"kind": "adam"})
        trainer.position = share_state(team, trainer.model, trainer.optimizer, trainer.position)
        return trainer

    first, second = together(2, work)
    assert second.position == first.position == Position(3, 0, 3)
    assert are_equal(weights(first), weights(second))
    states = [[t.optimizer.state[p] for p in t.model.parameters()] for t in (first, second)]
    for one, other in zip(*states, strict=True):
        assert one["count"] == other["count"]
        assert all(torch.equal(one[name], other[name]) for name in one if name != "count")


def test_running_means_are_those_of_the_first() -> None:
    def work(team: Team) -> list[float]:
        norm = BatchNorm(2)
        norm(torch.tensor([[1.0, 2.0], [3.0, 4.0]]) * (team.rank + 1))
        with torch.no_grad():
            norm.weight.fill_(team.rank)
        share_means(team, running_means(norm))
        assert norm.running_mean is not None
        return [*norm.running_mean.tolist(), *norm.weight.tolist()]

    first, second = together(2, work)
    assert first[:2] == second[:2]
    assert second[2:] == [1.0, 1.0]  # weights are left alone


def test_alone_there_is_no_one_to_share_with(dataset: EncodedDataset) -> None:
    trainer = small_trainer(dataset)
    assert share_state(ALONE, trainer.model, trainer.optimizer, Position(1, 0, 1)) == Position(1, 0, 1)
    share_means(ALONE, running_means(trainer.model))
