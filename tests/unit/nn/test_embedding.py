import pytest
import torch

from clicklens.nn import StackedEmbedding


def a_stack() -> StackedEmbedding:
    torch.manual_seed(0)
    return StackedEmbedding(rows={"user": 4, "item": 3, "day": 1}, dim=2)


def test_tables_share_one_matrix_with_a_single_row_for_unknown_ids() -> None:
    stack = a_stack()
    assert stack.weight.shape == (1 + 3 + 2 + 0, 2)
    assert stack.offset == {"user": 0, "item": 3, "day": 5}
    assert (stack.weight[0] == 0).all()


def test_a_look_up_keeps_the_shape_of_the_rows() -> None:
    stack = a_stack()
    rows = torch.tensor([[[0, 1], [2, 5]]])
    assert torch.equal(stack(rows), stack.weight[rows])
    assert stack(rows).shape == (1, 2, 2, 2)


def test_the_vectors_of_one_table_come_by_id_and_detached() -> None:
    stack = a_stack()
    item = stack.table_weight("item")
    assert torch.equal(item, stack.weight[[0, 4, 5]])
    assert not item.requires_grad
    item.fill_(9.0)
    assert not (stack.weight == 9.0).any()


def test_a_table_of_unknown_ids_only_has_their_zeros() -> None:
    assert torch.equal(a_stack().table_weight("day"), torch.zeros(1, 2))


def test_one_table_is_set_to_zero_and_the_others_stay() -> None:
    stack = a_stack()
    before = stack.table_weight("user")
    stack.zero_table("item")
    assert (stack.table_weight("item") == 0).all()
    assert torch.equal(stack.table_weight("user"), before)
    assert (before[1:] != 0).all()


def test_a_given_spread_bounds_every_table() -> None:
    torch.manual_seed(0)
    stack = StackedEmbedding(rows={"small": 3, "big": 5000}, dim=8, spread=0.01)
    assert float(stack.weight.abs().max().detach()) == pytest.approx(0.01, rel=1e-3)


def test_the_gradient_is_sparse_and_as_long_as_the_look_ups() -> None:
    stack = a_stack()
    stack(torch.tensor([[1, 1], [0, 5]])).sum().backward()
    gradient = stack.weight.grad
    assert gradient is not None
    assert gradient.is_sparse
    assert gradient._indices().tolist() == [[1, 1, 0, 5]]
    assert gradient._values().tolist() == [[1, 1], [1, 1], [0, 0], [1, 1]]
