import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from clicklens.nn import pool

VECTORS = torch.tensor([[[1.0, 10.0], [3.0, 30.0], [5.0, 50.0]], [[7.0, 70.0], [9.0, 90.0], [2.0, 20.0]]])
MASK = torch.tensor([[True, True, False], [False, False, False]])


def test_a_sum_adds_what_the_mask_holds() -> None:
    assert pool(VECTORS, MASK, kind="sum").tolist() == [[4.0, 40.0], [0.0, 0.0]]


def test_a_mean_divides_by_how_many_there_are_and_a_row_without_any_is_zero() -> None:
    assert pool(VECTORS, MASK, kind="mean").tolist() == [[2.0, 20.0], [0.0, 0.0]]


def test_no_positions_give_zeros() -> None:
    assert pool(VECTORS[:, :0], MASK[:, :0], kind="mean").tolist() == [[0.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("kind", ["sum", "mean"])
@given(lengths=st.lists(st.integers(0, 6), min_size=1, max_size=5), seed=st.integers(0, 1000))
def test_pooling_is_numpys_sum_and_mean_of_the_ids_that_are_there(kind: str, lengths: list[int], seed: int) -> None:
    vectors = torch.randn(len(lengths), 6, 3, generator=torch.Generator().manual_seed(seed))
    mask = torch.arange(6) < torch.tensor(lengths).unsqueeze(1)
    expected = [
        np.zeros(3) if length == 0 else getattr(np, kind)(row[:length], axis=0)
        for row, length in zip(vectors.numpy(), lengths, strict=True)
    ]
    np.testing.assert_allclose(pool(vectors, mask, kind=kind).numpy(), np.stack(expected), rtol=1e-5, atol=1e-6)
