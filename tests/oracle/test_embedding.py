"""The stack of tables against torch's own dense embedding, and its start against Glorot's formula."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from clicklens.nn import StackedEmbedding, StackRows

SIZES = {"user": 6, "item": 4, "tag": 3}
DIM = 3


def a_pair() -> tuple[StackedEmbedding, StackRows, dict[str, nn.Embedding]]:
    """A stack, and one dense embedding a table with the same vectors and row 0 as padding."""
    torch.manual_seed(0)
    stack = StackedEmbedding(rows=SIZES, dim=DIM)
    peers = {
        table: nn.Embedding.from_pretrained(stack.table_weight(table), freeze=False, padding_idx=0) for table in SIZES
    }
    return stack, StackRows(stack=stack, tables={table: table for table in SIZES}), peers


@given(rows=st.integers(1, 8), positions=st.integers(1, 4), seed=st.integers(0, 10_000))
def test_look_ups_and_gradients_are_those_of_dense_embeddings(rows: int, positions: int, seed: int) -> None:
    stack, stack_rows, peers = a_pair()
    draw = torch.Generator().manual_seed(seed)  # few ids and many positions: most repeat, some are padding
    ids = {table: torch.randint(0, size, (rows, positions), generator=draw) for table, size in SIZES.items()}
    pull = torch.randn(rows, positions * len(SIZES), DIM, generator=draw)
    ours = stack(stack_rows(ids))
    theirs = torch.cat([peers[table](values) for table, values in ids.items()], dim=1)
    assert torch.equal(ours, theirs)
    (ours * pull).sum().backward()
    (theirs * pull).sum().backward()
    assert stack.weight.grad is not None
    dense = stack.weight.grad.to_dense()
    assert (dense[0] == 0).all()
    for table, size in SIZES.items():
        expected = peers[table].weight.grad
        assert expected is not None
        first = stack.offset[table] + 1
        torch.testing.assert_close(dense[first : first + size - 1], expected[1:], rtol=1e-5, atol=1e-6)
        assert (expected[0] == 0).all()


def test_ten_steps_of_descent_end_where_those_of_dense_embeddings_end() -> None:
    stack, stack_rows, peers = a_pair()
    ours = torch.optim.SGD(stack.parameters(), lr=0.1)
    theirs = torch.optim.SGD([peer.weight for peer in peers.values()], lr=0.1)
    for step in range(10):
        draw = torch.Generator().manual_seed(step)
        ids = {table: torch.randint(0, size, (5, 2), generator=draw) for table, size in SIZES.items()}
        for optimizer, vectors in (
            (ours, lambda ids=ids: stack(stack_rows(ids))),
            (theirs, lambda ids=ids: torch.cat([peers[table](values) for table, values in ids.items()], dim=1)),
        ):
            optimizer.zero_grad()
            (vectors() - 1).square().sum().backward()
            optimizer.step()
    for table, peer in peers.items():
        torch.testing.assert_close(stack.table_weight(table), peer.weight.detach(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("dim", [8, 16])
def test_vectors_start_uniform_in_glorots_range_of_a_one_hot_input(dim: int) -> None:
    """±sqrt(6 / (fan_in + fan_out)), fan_in the ids of the table and fan_out its elements."""
    torch.manual_seed(0)
    stack = StackedEmbedding(rows={"small": 50, "big": 20_000}, dim=dim)
    for table, size in stack.rows.items():
        values = stack.table_weight(table)[1:].numpy().ravel()
        bound = np.sqrt(6 / (size + dim))
        assert np.abs(values).max() <= bound
        assert np.abs(values).max() == pytest.approx(bound, rel=0.02)
        assert values.std() == pytest.approx(bound / np.sqrt(3), rel=0.05)
        assert abs(values.mean()) < 4 * bound / np.sqrt(3 * values.size)
        quarters = np.histogram(values, bins=4, range=(-bound, bound))[0] / values.size
        np.testing.assert_allclose(quarters, 0.25, atol=0.04)
