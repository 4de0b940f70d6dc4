import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from clicklens.training.optimizer.touched_rows import TouchedRows, every_row, merge_gradient, touched_rows


def sparse(rows: list[int], *, dim: int = 3, seed: int = 0) -> Tensor:
    values = torch.randn(len(rows), dim, generator=torch.Generator().manual_seed(seed))
    return torch.sparse_coo_tensor(torch.tensor([rows]), values, (50, dim), check_invariants=True)


@given(st.lists(st.integers(0, 49), min_size=1, max_size=200), st.integers(1, 9))
def test_it_is_what_coalescing_gives(rows: list[int], dim: int) -> None:
    gradient = sparse(rows, dim=dim)
    touched, expected = touched_rows(gradient), gradient.coalesce()
    assert touched.rows.tolist() == sorted(set(rows))
    assert torch.equal(touched.rows, expected.indices()[0])
    torch.testing.assert_close(touched.gradient, expected.values())


def test_a_batch_without_look_ups_touches_nothing() -> None:
    touched = touched_rows(
        torch.sparse_coo_tensor(torch.zeros(1, 0).long(), torch.zeros(0, 3), (50, 3), check_invariants=True)
    )
    assert touched.rows.shape == (0,)
    assert touched.gradient.shape == (0, 3)


def test_repeating_it_gives_the_same_bits() -> None:
    gradient = sparse([3, 1, 3, 3, 1, 7] * 500)
    assert torch.equal(touched_rows(gradient).gradient, touched_rows(gradient).gradient)


def test_merging_a_parameters_gradient_hands_out_the_gradient_itself() -> None:
    table = nn.Parameter(torch.zeros(50, 3))
    table.grad = sparse([4, 2, 4])
    dense = table.grad.to_dense()
    merge_gradient(table).mul_(2.0)
    assert table.grad.is_coalesced()
    torch.testing.assert_close(table.grad.to_dense(), dense * 2)


def test_a_dense_gradient_is_handed_out_as_it_is() -> None:
    weight = nn.Parameter(torch.zeros(2, 2))
    weight.grad = torch.ones(2, 2)
    assert merge_gradient(weight) is weight.grad


def test_every_row_has_what_was_touched_and_zero_elsewhere() -> None:
    touched = TouchedRows(torch.tensor([1, 3]), torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    found = every_row(touched, 4)
    assert found.rows.tolist() == [0, 1, 2, 3]
    assert found.gradient.tolist() == [[0.0, 0.0], [1.0, 2.0], [0.0, 0.0], [3.0, 4.0]]
