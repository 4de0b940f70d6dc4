"""Batch normalisation, and the batch of one row."""

import pytest
import torch

from clicklens.nn import BatchNorm


def test_a_batch_is_brought_to_mean_zero_and_deviation_one():
    norm = BatchNorm(2)
    out = norm(torch.tensor([[1.0, 10.0], [3.0, 30.0]]))
    torch.testing.assert_close(out, torch.tensor([[-1.0, -1.0], [1.0, 1.0]]), rtol=1e-4, atol=1e-4)


def test_one_row_is_normalised_by_the_running_means_and_leaves_them():
    norm = BatchNorm(1)
    norm.running_mean.fill_(2.0)
    norm.running_var.fill_(4.0)
    assert float(norm(torch.tensor([[6.0]])).detach()) == pytest.approx(2.0, rel=1e-4)
    assert float(norm.running_mean) == 2.0


def test_rows_do_not_matter_to_one_another_in_eval_mode():
    norm = BatchNorm(3)
    norm(torch.randn(50, 3) * 4 + 1)
    norm.eval()
    rows = torch.randn(7, 3)
    torch.testing.assert_close(norm(rows), torch.cat([norm(row[None]) for row in rows]))


def test_its_state_is_arrays_with_an_axis():
    assert all(value.ndim == 1 for value in BatchNorm(3).state_dict().values())
