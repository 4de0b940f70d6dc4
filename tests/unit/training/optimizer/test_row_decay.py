import torch
from torch import nn

from clicklens.nn import StackedEmbedding
from clicklens.training.optimizer import Sgd, build_optimizer, row_decays


def a_stack() -> StackedEmbedding:
    torch.manual_seed(0)
    return StackedEmbedding(rows={"ad": 4, "empty": 1, "user": 3}, dim=2)  # rows: 0 | ad 1 2 3 | user 4 5


def step_with_zero_gradient(
    stack: StackedEmbedding, rows: list[int], rates: dict[str, float], of_ids: dict[str, torch.Tensor] | None = None
) -> None:
    optimizer = build_optimizer(Sgd(lr=1.0), stack.parameters(), row_decays=row_decays(stack, rates, of_ids))
    (stack(torch.tensor(rows)) * 0.0).sum().backward()
    optimizer.step()


def test_touched_rows_of_the_named_table_shrink_by_lr_times_rate_and_no_others_move() -> None:
    stack = a_stack()
    before = stack.weight.detach().clone()
    step_with_zero_gradient(stack, [1, 2, 4], {"user": 0.25})
    expected = before.clone()
    expected[4] *= 0.75
    torch.testing.assert_close(stack.weight.detach(), expected)
    assert torch.equal(stack.weight[5], before[5])


def test_an_id_that_a_batch_holds_often_is_pulled_once() -> None:
    stack = a_stack()
    before = stack.weight.detach().clone()
    step_with_zero_gradient(stack, [2] * 40 + [3], {"ad": 0.5})
    torch.testing.assert_close(stack.weight[2:4].detach(), before[2:4] * 0.5)


def test_each_table_has_its_own_rate_and_the_unknown_id_has_none() -> None:
    stack = a_stack()
    before = stack.weight.detach().clone()
    step_with_zero_gradient(stack, [0, 1, 2, 3, 4, 5], {"ad": 0.5, "user": 0.1})
    torch.testing.assert_close(stack.weight[1:4].detach(), before[1:4] * 0.5)
    torch.testing.assert_close(stack.weight[4:].detach(), before[4:] * 0.9)
    assert stack.weight[0].tolist() == [0.0, 0.0]


def test_every_stack_that_holds_the_table_gets_its_decay() -> None:
    model = nn.ModuleList([a_stack(), a_stack(), StackedEmbedding(rows={"other": 3}, dim=2)])
    assert set(row_decays(model, {"ad": 0.1})) == {model[0].weight, model[1].weight}


def test_each_id_may_have_a_rate_of_its_own_beside_its_tables() -> None:
    stack = a_stack()
    before = stack.weight.detach().clone()
    of_ids = {"ad": torch.tensor([9.0, 0.5, 0.25, 0.125]), "elsewhere": torch.tensor([1.0])}
    step_with_zero_gradient(stack, [0, 1, 1, 1, 2, 4], {"ad": 0.25, "user": 0.1}, of_ids)
    kept = torch.tensor([1.0, 0.25, 0.5, 1.0, 0.9, 1.0])
    torch.testing.assert_close(stack.weight.detach(), before * kept.unsqueeze(1))


def test_rates_of_ids_alone_are_enough() -> None:
    stack = a_stack()
    assert set(row_decays(stack, {}, {"user": torch.tensor([0.0, 0.1, 0.2])})) == {stack.weight}
    assert row_decays(stack, {}, {"elsewhere": torch.tensor([0.0])}) == {}
