"""What every detector of the catalogue promises, however it works. A new kind is covered by being listed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from clicklens.interactions import DETECTORS, Detection, Sampling, SurrogateSettings
from clicklens.interactions.black_box import Floats
from tests.black_boxes import SignBox

SAMPLING = Sampling(train=1500, validation=250, test=250)
SMALL: dict[str, dict[str, Any]] = {  # kind -> settings that make it quick
    "nid": {
        "sampling": SAMPLING,
        "surrogate": SurrogateSettings(hidden=(32, 16), main_effects="linear", l1=1e-3, epochs=60),
    },
    "gradient_nid": {
        "sampling": SAMPLING,
        "surrogate": SurrogateSettings(hidden=(32, 16), activation="softplus", l1=0, epochs=60),
    },
}
ABOUT_ALL = {"h_statistic"}  # kinds that tell all instances as one
FIELDS = 6
PAIRS = ((0, 1), (2, 3), (2, 4), (3, 4))  # that act together in ``crossed``
IS_MISSING = pytest.mark.skipif(find_spec("shapiq") is None, reason="shapiq is not installed: it is an option")

every_detector = pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[IS_MISSING] if kind == "shapley" else []) for kind in sorted(DETECTORS)]
)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def summed(x: Floats) -> Floats:
    return x @ np.array([0.5, -0.7, 0.4, 0.3, -0.6, 0.8])


def crossed(x: Floats) -> Floats:
    return summed(x) + 1.5 * x[:, 0] * x[:, 1] + 0.9 * (1 + x[:, 2]) * (1 + x[:, 3]) * (1 + x[:, 4])


def detect(kind: str, function: Any = crossed, fields: int = FIELDS, instances: int = 6) -> Detection:
    detector = DETECTORS[kind](**SMALL.get(kind, {}))
    return detector.detect(SignBox(function, fields=fields, instances=instances))


def strengths(detection: Detection) -> dict[tuple[int, int], float]:
    mean = detection.mean_pairs()
    return {(i, j): float(mean[i, j]) for i in range(len(mean)) for j in range(i + 1, len(mean))}


@pytest.fixture(scope="module")
def found() -> dict[str, Detection]:
    return {kind: detect(kind) for kind in DETECTORS if kind != "shapley" or find_spec("shapiq")}


@every_detector
def test_pairs_are_symmetric_without_a_sign_and_without_a_diagonal(kind: str, found: dict[str, Detection]) -> None:
    pairs = found[kind].pairs
    assert pairs.shape == (1 if kind in ABOUT_ALL else 6, FIELDS, FIELDS)
    assert np.isfinite(pairs).all()
    assert (pairs >= 0).all()
    assert np.array_equal(pairs, pairs.transpose(0, 2, 1))
    assert not pairs[:, np.arange(FIELDS), np.arange(FIELDS)].any()


@every_detector
def test_sets_are_ranked_and_none_is_told_twice(kind: str, found: dict[str, Detection]) -> None:
    detection = found[kind]
    assert len(detection.sets) == len(detection.pairs)
    for told in detection.sets:
        assert [i.strength for i in told] == sorted((i.strength for i in told), reverse=True)
        assert all(i.strength > 0 for i in told)
        assert all(len(i.fields) >= 2 and i.fields == tuple(sorted(set(i.fields))) for i in told)
        assert len({i.fields for i in told}) == len(told)


@every_detector
def test_what_acts_together_stands_above_what_does_not(kind: str, found: dict[str, Detection]) -> None:
    mean = strengths(found[kind])
    assert min(mean[pair] for pair in PAIRS) > max(mean[pair] for pair in mean if pair not in PAIRS)


@every_detector
def test_fields_may_stand_in_any_order(kind: str) -> None:
    order = np.array([3, 5, 0, 4, 1, 2])
    mean = strengths(detect(kind, lambda x: crossed(x[:, order])))
    pairs = {tuple(sorted((int(order[i]), int(order[j])))) for i, j in PAIRS}
    assert min(mean[pair] for pair in pairs) > max(mean[pair] for pair in mean if pair not in pairs)


@every_detector
def test_a_sum_has_less_than_any_pair_that_acts_together(kind: str, found: dict[str, Detection]) -> None:
    mean = strengths(found[kind])
    assert max(strengths(detect(kind, summed)).values()) < 0.5 * min(mean[pair] for pair in PAIRS)


@every_detector
def test_a_model_that_always_says_the_same_has_none(kind: str) -> None:
    detection = detect(kind, lambda x: np.full(len(x), -2.5))
    assert not detection.pairs.any()
    assert all(not told for told in detection.sets)


@every_detector
def test_the_same_box_gives_the_same_answer(kind: str, found: dict[str, Detection]) -> None:
    again = detect(kind)
    assert np.array_equal(again.pairs, found[kind].pairs)
    assert again.sets == found[kind].sets


@every_detector
def test_a_constant_added_changes_nothing(kind: str, found: dict[str, Detection]) -> None:
    shifted = detect(kind, lambda x: crossed(x) + 7.0)
    assert shifted.pairs == pytest.approx(found[kind].pairs, abs=0.05 * found[kind].pairs.max())


@pytest.mark.parametrize("kind", sorted(set(DETECTORS) - ABOUT_ALL - {"shapley"}))
def test_an_instance_is_told_alike_alone_and_beside_others(kind: str, found: dict[str, Detection]) -> None:
    # Training makes the last digit of a product of matrices, which depends on how many there are, into a few per cent.
    box = SignBox(crossed, fields=FIELDS, instances=6).alone(3)
    alone = DETECTORS[kind](**SMALL.get(kind, {})).detect(box)
    assert alone.pairs[0] == pytest.approx(found[kind].pairs[3], abs=0.15 * found[kind].pairs[3].max())


@every_detector
def test_two_fields_are_enough_and_one_has_nobody_to_act_with(kind: str) -> None:
    two = detect(kind, lambda x: x[:, 0] * x[:, 1], fields=2)
    assert two.pairs[0, 0, 1] > 0
    one = detect(kind, lambda x: x[:, 0], fields=1)
    assert one.pairs.shape == (len(two.pairs), 1, 1)
    assert all(not told for told in one.sets)
