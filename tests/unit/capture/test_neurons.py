import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.capture.neurons import BINS, fluctuation_figures, neuron_statistics
from tests.stored_values import make_states


def some_values(rows: int, width: int, seed: int) -> np.ndarray:
    return np.maximum(np.random.default_rng(seed).normal(size=(rows, width)), 0).astype(np.float32)


@given(rows=st.integers(1, 40), width=st.integers(1, 9), seed=st.integers(0, 10_000))
def test_mean_deviation_and_zeros_are_numpys(rows: int, width: int, seed: int) -> None:
    values = some_values(rows, width, seed)
    found = neuron_statistics(values)
    exact = values.astype(np.float64)
    np.testing.assert_allclose(found.mean, exact.mean(axis=0), rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(found.deviation, exact.std(axis=0, ddof=0), rtol=1e-5, atol=1e-9)
    np.testing.assert_allclose(found.zero_share, (exact == 0).mean(axis=0), rtol=1e-6)
    assert (found.histogram.sum(axis=1) == rows).all()


def test_the_histogram_is_numpys_with_the_same_bins_for_all_neurons() -> None:
    values = some_values(5000, 8, 0)
    found = neuron_statistics(values)
    span = (float(values.min()), float(values.max()))
    expected = np.stack([np.histogram(column.astype(np.float64), bins=BINS, range=span)[0] for column in values.T])
    assert found.histogram.shape == (8, BINS)
    assert np.abs(found.histogram - expected).sum() <= 4  # values that lie on an edge but for the last bit
    np.testing.assert_allclose(found.edges, np.linspace(*span, BINS + 1), rtol=1e-6)


def test_every_value_in_the_middle_of_a_bin_is_counted_there() -> None:
    centers = (np.arange(BINS) + 0.5).astype(np.float32)
    values = np.concatenate([[0.0], centers, [float(BINS)]]).astype(np.float32)[:, None]
    counts = neuron_statistics(np.repeat(values, 2, axis=1)).histogram
    expected = np.ones(BINS, dtype=np.int64)
    expected[[0, -1]] += 1  # the least and the largest value
    assert counts.tolist() == [expected.tolist()] * 2


@pytest.mark.parametrize("value", [0.0, 3.0, -2.0, 1e20, -1e30])
def test_a_layer_that_never_changes_lies_in_one_bin(value: float) -> None:
    found = neuron_statistics(np.full((5, 2), value, dtype=np.float32))
    assert found.histogram[:, 0].tolist() == [5, 5]
    assert found.deviation.tolist() == [0.0, 0.0]
    assert (np.diff(found.edges) > 0).all()
    assert found.zero_share.tolist() == [float(value == 0)] * 2


def test_values_of_every_magnitude_are_counted() -> None:
    for scale in (1e-44, 1e-20, 1.0, 1e20, 1e37):
        values = (some_values(50, 3, 0) * np.float32(scale)).astype(np.float32)
        assert (neuron_statistics(values).histogram.sum(axis=1) == 50).all()


def test_a_layer_that_has_diverged_is_shown_as_it_is() -> None:
    values = some_values(20, 3, 0)
    values[0, 1], values[1, 1], values[2, 2] = np.inf, -np.inf, np.nan
    found = neuron_statistics(values)
    assert found.histogram.sum(axis=1).tolist() == [20, 18, 19]
    assert np.isfinite(found.edges).all()
    assert np.isfinite(found.mean).tolist() == [True, False, False]


def test_a_layer_without_any_number_has_empty_bins() -> None:
    found = neuron_statistics(np.full((4, 2), np.nan, dtype=np.float32))
    assert found.histogram.sum() == 0
    assert np.isfinite(found.edges).all()


def test_the_fluctuation_of_all_layers_is_the_mean_over_layers_of_the_mean_deviation() -> None:
    train, test = make_states(seed=1), make_states(seed=2)
    found = fluctuation_figures({"train": train, "test": test, "validation": make_states(seed=3)})
    expected = [np.mean([s.neurons[tap].deviation.mean() for tap in s.neurons]) for s in (train, test)]
    assert found["fluctuation_train"] == pytest.approx(expected[0])
    assert found["fluctuation_held_out"] == pytest.approx(expected[1])
    assert found["fluctuation_ratio"] == pytest.approx(expected[0] / expected[1])


def test_without_held_out_rows_or_with_still_ones_there_is_no_ratio() -> None:
    train, still = make_states(seed=1), make_states(fill=0.0)
    assert fluctuation_figures({"train": train})["fluctuation_ratio"] is None
    assert fluctuation_figures({"train": train, "test": still})["fluctuation_ratio"] is None
    assert fluctuation_figures({"test": train})["fluctuation_train"] is None
