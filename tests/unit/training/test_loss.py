import math

import pytest
import torch

from clicklens.data.batch import Batch
from clicklens.training.loss import batch_loss


def a_batch(labels: dict[str, list[float]], weights: list[float] | None = None) -> Batch:
    rows = len(next(iter(labels.values())))
    return Batch(
        ids={},
        numeric=torch.zeros(rows, 0),
        labels={task: torch.tensor(values) for task, values in labels.items()},
        example_ids=torch.arange(rows),
        weights=None if weights is None else torch.tensor(weights),
    )


def loss_of(logits: dict[str, torch.Tensor], batch: Batch) -> torch.Tensor:
    return batch_loss(logits, batch, weight=float(batch.sampling_weights.sum()))


def surprise(label: float, pctr: float) -> float:
    return -math.log(pctr if label else 1 - pctr)


def logit(pctr: float) -> float:
    return math.log(pctr / (1 - pctr))


def test_it_is_the_mean_surprise_in_nats() -> None:
    logits = {"click": torch.tensor([logit(0.8), logit(0.3)])}
    expected = (surprise(1, 0.8) + surprise(0, 0.3)) / 2
    assert loss_of(logits, a_batch({"click": [1.0, 0.0]})).item() == pytest.approx(expected)


def test_tasks_are_summed() -> None:
    logits = {"click": torch.tensor([logit(0.8)]), "buy": torch.tensor([logit(0.1)])}
    batch = a_batch({"buy": [0.0], "click": [1.0]})
    assert loss_of(logits, batch).item() == pytest.approx(surprise(1, 0.8) + surprise(0, 0.1))


def test_a_row_counts_as_many_times_as_its_weight_says() -> None:
    logits = torch.tensor([0.3, -1.0])
    weighted = loss_of({"click": logits}, a_batch({"click": [1.0, 0.0]}, weights=[3.0, 1.0]))
    repeated = loss_of({"click": logits[[0, 0, 0, 1]]}, a_batch({"click": [1.0, 1.0, 1.0, 0.0]}))
    assert weighted.item() == pytest.approx(repeated.item())


def test_a_batch_of_weights_zero_asks_for_no_change() -> None:
    logits = torch.tensor([0.3], requires_grad=True)
    loss = loss_of({"click": logits}, a_batch({"click": [1.0]}, weights=[0.0]))
    assert loss.item() == 0.0
    assert torch.autograd.grad(loss, logits)[0].tolist() == [0.0]


def test_sure_and_wrong_is_dear_but_finite() -> None:
    assert loss_of({"click": torch.tensor([200.0])}, a_batch({"click": [0.0]})).item() == pytest.approx(200.0)


def test_the_losses_of_parts_add_up_to_that_of_the_whole() -> None:
    logits, batch = torch.tensor([0.3, -1.0, 2.0]), a_batch({"click": [1.0, 0.0, 0.0]}, weights=[3.0, 1.0, 2.0])
    cuts = [torch.tensor([0]), torch.tensor([1, 2])]
    parts = [batch_loss({"click": logits[cut]}, batch.take(cut), weight=6.0) for cut in cuts]
    assert sum(part.item() for part in parts) == pytest.approx(loss_of({"click": logits}, batch).item())
