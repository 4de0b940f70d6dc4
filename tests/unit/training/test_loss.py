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


def branch_of(value: float) -> dict[str, torch.Tensor]:
    return {"click": torch.tensor([value, value])}


def test_a_branch_adds_its_loss_by_how_far_it_lags_behind() -> None:
    """Tri-BCE by hand: of two branches the worse one counts, times its lag, and the better one not at all."""
    batch = a_batch({"click": [1.0, 0.0]}, weights=[3.0, 1.0])
    whole, worse, better = logit(0.7), logit(0.4), logit(0.75)

    def mean_loss(pctr: float) -> float:
        return (3 * surprise(1, pctr) + surprise(0, pctr)) / 4

    expected = mean_loss(0.7) + (mean_loss(0.4) - mean_loss(0.7)) * mean_loss(0.4)
    assert mean_loss(0.75) < mean_loss(0.7)
    loss = batch_loss(branch_of(whole), batch, weight=4.0, branches=(branch_of(worse), branch_of(better)))
    assert loss.item() == pytest.approx(expected)


def test_the_weight_of_a_branch_takes_part_in_the_gradient() -> None:
    """f = L + (L_1 - L) L_1, so ∂f/∂L = 1 - L_1 and ∂f/∂L_1 = 2 L_1 - L; here of a single row."""
    whole, branch = torch.tensor([1.0], requires_grad=True), torch.tensor([-0.5], requires_grad=True)
    batch = a_batch({"click": [1.0]})
    loss = batch_loss({"click": whole}, batch, weight=1.0, branches=({"click": branch},))
    first, second = torch.autograd.grad(loss, [whole, branch])
    pctr, lagging = torch.sigmoid(torch.tensor(1.0)).item(), torch.sigmoid(torch.tensor(-0.5)).item()
    of_whole, of_branch = surprise(1, pctr), surprise(1, lagging)
    assert first.item() == pytest.approx((1 - of_branch) * (pctr - 1))
    assert second.item() == pytest.approx((2 * of_branch - of_whole) * (lagging - 1))


def test_tasks_weigh_their_branches_by_themselves() -> None:
    batch = a_batch({"click": [1.0, 0.0], "buy": [0.0, 0.0]})
    logits = {"click": torch.tensor([0.3, -1.0]), "buy": torch.tensor([-2.0, 0.5])}
    branch = {"click": torch.tensor([-0.3, 1.0]), "buy": torch.tensor([1.0, 0.6])}
    alone = [batch_loss({task: logits[task]}, batch, weight=2.0, branches=({task: branch[task]},)) for task in logits]
    together = batch_loss(logits, batch, weight=2.0, branches=(branch,))
    assert together.item() == pytest.approx(sum(loss.item() for loss in alone))


def test_batches_of_a_step_weigh_branches_each_for_itself() -> None:
    batch, whole, branch = a_batch({"click": [1.0, 0.0]}, weights=[3.0, 1.0]), logit(0.7), logit(0.4)
    parts = []
    for row, pctr in ((0, lambda p: p), (1, lambda p: 1 - p)):
        cut = batch.take(torch.tensor([row]))
        weight = float(cut.sampling_weights.sum())
        mine = ({"click": torch.tensor([whole])}, ({"click": torch.tensor([branch])},))
        loss = batch_loss(mine[0], cut, weight=4.0, branches=mine[1])
        of_whole, of_branch = -math.log(pctr(0.7)), -math.log(pctr(0.4))
        expected = of_whole + max(0.0, of_branch - of_whole) * of_branch
        assert loss.item() == pytest.approx(expected * weight / 4)
        parts.append(loss)


def test_branches_of_a_batch_that_weighs_nothing_ask_for_no_change() -> None:
    branch = torch.tensor([0.3], requires_grad=True)
    batch = a_batch({"click": [0.0]}, weights=[0.0])
    loss = batch_loss({"click": torch.tensor([0.1])}, batch, weight=0.0, branches=({"click": branch},))
    assert loss.item() == 0.0
    assert torch.autograd.grad(loss, branch)[0].tolist() == [0.0]


def test_what_a_row_loses_besides_counts_by_its_weight() -> None:
    batch, auxiliary = a_batch({"click": [1.0, 0.0]}, weights=[3.0, 1.0]), torch.tensor([0.2, 1.4])
    plain, whole = (batch_loss(branch_of(0.3), batch, weight=4.0, auxiliary=one) for one in (None, auxiliary))
    assert whole.item() - plain.item() == pytest.approx((3 * 0.2 + 1.4) / 4)


def test_an_auxiliary_loss_is_added_once_however_many_tasks_there_are() -> None:
    batch = a_batch({"click": [1.0], "buy": [0.0]})
    logits = {"click": torch.tensor([0.3]), "buy": torch.tensor([-2.0])}
    plain, whole = (batch_loss(logits, batch, weight=1.0, auxiliary=one) for one in (None, torch.tensor([0.7])))
    assert whole.item() - plain.item() == pytest.approx(0.7)
