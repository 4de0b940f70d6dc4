"""An effect is what the model itself would answer where pctr is straight or bent once, and hand-solved elsewhere."""

import numpy as np
import pytest
import torch

from clicklens.capture.effect import field_effects, field_vectors
from clicklens.models import Embedded

F32 = np.float32


def effects_of(vectors, gradients, logits=None, weights=None):
    n = len(vectors)
    found = field_effects(
        logits=np.zeros(n, F32) if logits is None else logits,
        vectors={"f": vectors.astype(F32)},
        gradients={"f": gradients.astype(F32)},
        weights=np.ones(n, F32) if weights is None else weights.astype(F32),
    )
    return found["f"]


def test_two_rows_are_solved_by_hand():
    # pctr's slopes are a quarter of the logit's: move = (1/2) (1/4) (2 + 4) (3 - 1) = 1.5 both ways
    found = effects_of(np.array([[1.0], [3.0]]), np.array([[2.0], [4.0]]))
    np.testing.assert_allclose(found, [1.5, 1.5])


def test_pctr_slopes_of_both_ends_count():
    logits = np.array([0.0, np.log(3.0)], F32)  # pctr 1/2 and 3/4: slopes 1/4 and 3/16
    found = effects_of(np.array([[1.0], [2.0]]), np.array([[1.0], [1.0]]), logits)
    np.testing.assert_allclose(found, (1 / 4 + 3 / 16) / 2, rtol=1e-6)


def test_a_linear_logit_of_one_field_gives_the_mean_absolute_difference():
    vectors = np.random.default_rng(0).normal(size=(8_000, 2)) @ np.array([[1.0, 0.5], [0.0, 0.2]])
    weight = np.array([0.3, -0.7])
    found = effects_of(vectors, np.tile(weight, (8_000, 1)))
    deviation = (vectors @ weight).std()
    assert found.mean() == pytest.approx(0.25 * 2 / np.sqrt(np.pi) * deviation, rel=0.03)  # of a normal law


def test_a_logit_bent_between_the_values_is_met_exactly_where_one_gradient_is_wrong():
    value = np.random.default_rng(1).choice([0.0, 4.0], size=(6_400, 1), p=[0.8, 0.2])  # logit = 0.01 x²
    found = effects_of(value, 0.02 * value)
    share = (value == 4).mean()
    expected = 0.25 * 0.01 * 16 * 2 * share * (1 - share)
    assert found.mean() == pytest.approx(expected, rel=0.03)
    at_the_row_alone = 0.25 * 0.02 * 4 * 4 * share * (1 - share)  # rows at 0 have no gradient, those at 4 twice the way
    assert at_the_row_alone == pytest.approx(expected)
    zero, four = found[value[:, 0] == 0].mean(), found[value[:, 0] == 4].mean()
    assert four == pytest.approx(0.25 * 0.16 * (1 - share), rel=0.05)
    assert zero == pytest.approx(0.25 * 0.16 * share, rel=0.05)


def test_it_forgets_how_vectors_are_scaled_and_where_they_lie():
    random = np.random.default_rng(2)
    vectors, gradients = random.normal(size=(100, 3)), random.normal(size=(100, 3))
    found = effects_of(vectors, gradients)
    np.testing.assert_allclose(effects_of(vectors * 10, gradients / 10), found, rtol=1e-4)
    np.testing.assert_allclose(effects_of(vectors + 5, gradients), found, rtol=1e-3)


def test_a_field_that_is_the_same_everywhere_has_none():
    assert not effects_of(np.ones((50, 2)), np.random.default_rng(3).normal(size=(50, 2))).any()


def test_others_are_drawn_by_their_weights():
    vectors = np.array([[0.0], [1.0], [8.0]])
    found = effects_of(vectors, np.full((3, 1), 4.0), weights=np.array([1.0, 3.0, 0.0]))
    np.testing.assert_allclose(found, [1.0, 1.0, (8 + 3 * 7) / 4], rtol=1e-6)


def test_others_without_weight_are_as_good_as_one_another():
    found = effects_of(np.array([[0.0], [1.0], [3.0]]), np.full((3, 1), 4.0), weights=np.array([1.0, 0.0, 0.0]))
    np.testing.assert_allclose(found, [2.0, 1.0, 3.0], rtol=1e-6)


@pytest.mark.parametrize("rows", [1, 2, 31, 33, 100])
def test_any_number_of_rows_will_do(rows):
    random = np.random.default_rng(4)
    found = effects_of(random.normal(size=(rows, 2)), random.normal(size=(rows, 2)))
    assert found.shape == (rows,)
    assert np.isfinite(found).all()
    assert (found > 0).all() == (rows > 1)


def test_what_is_not_finite_stays_so():
    gradients = np.ones((40, 1))
    gradients[3] = np.inf
    assert not np.isfinite(effects_of(np.arange(40.0)[:, None], gradients)).all()


def test_a_sequence_puts_in_the_sum_over_its_positions_and_a_number_itself():
    sequence = torch.arange(12.0).reshape(2, 3, 2)
    mask = torch.tensor([[True, True, False], [False, False, False]])
    embedded = Embedded(
        fields={"user": torch.ones(2, 4), "history": sequence},
        numeric=torch.tensor([[5.0, 6.0], [7.0, 8.0]]),
        numeric_names=("price", "age"),
        masks={"history": mask},
    )
    found = field_vectors(embedded)
    assert list(found) == ["user", "history", "price", "age"]
    assert found["history"].tolist() == [[2.0, 4.0], [0.0, 0.0]]
    assert found["age"].tolist() == [[6.0], [8.0]]
