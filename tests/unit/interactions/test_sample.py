"""Rows with fields off."""

import numpy as np
import pytest
from scipy.stats import chisquare

from clicklens.interactions.sample import sample_kept


def test_the_first_row_keeps_all_and_every_other_lacks_a_field():
    kept = sample_kept(fields=7, rows=400, example_ids=[3, 9])
    assert kept.shape == (2, 400, 7)
    assert kept[:, 0].all()
    assert not kept[:, 1:].all(axis=2).any()


def test_the_number_of_fields_off_is_uniform_and_so_are_their_places():
    """Against what the formula says, by chi-square: sizes 1 … 6 alike, and of size 2 all 15 pairs alike."""
    off = ~sample_kept(fields=6, rows=60_001, example_ids=[0])[0, 1:]
    sizes = off.sum(axis=1)
    assert chisquare(np.bincount(sizes, minlength=7)[1:]).pvalue > 0.001
    pairs = off[sizes == 2] @ (1 << np.arange(6))
    counts = np.unique(pairs, return_counts=True)[1]
    assert len(counts) == 15
    assert chisquare(counts).pvalue > 0.001


def test_an_instance_has_its_own_rows_whatever_stands_beside_it():
    together = sample_kept(fields=5, rows=50, example_ids=[11, -4, 12], seed=2)
    alone = sample_kept(fields=5, rows=50, example_ids=[-4], seed=2)
    assert np.array_equal(together[1], alone[0])
    assert not np.array_equal(together[0], together[2])
    assert not np.array_equal(alone, sample_kept(fields=5, rows=50, example_ids=[4], seed=2))
    assert not np.array_equal(alone, sample_kept(fields=5, rows=50, example_ids=[-4], seed=3))


@pytest.mark.parametrize(("fields", "rows"), [(1, 5), (4, 1)])
def test_one_field_or_one_row_is_enough(fields, rows):
    kept = sample_kept(fields=fields, rows=rows, example_ids=[0])
    assert kept[0, 0].all()
    assert kept.shape == (1, rows, fields)
