"""The rule that says when a model begins to learn ids by heart."""

import pytest

from clicklens.analysis.field_means import FieldMeans
from clicklens.analysis.leaning import FAIR_SHARES, GROWTH, find_leanings, id_like_fields
from tests.captured_runs import make_captured


def test_fields_of_few_rows_an_id_are_those_that_can_be_learnt_by_heart() -> None:
    assert id_like_fields(make_captured(rows=800), "train") == {"user_id": 133}


def test_a_field_that_takes_over_is_found_with_how_far() -> None:
    subject = make_captured(rows=800, steps=8, overfit_from=500)
    (found,) = find_leanings(subject, FieldMeans(subject, must_have="test"), split="test", last=800)
    assert (found.field, found.since, found.step, found.values) == ("user_id", 100, 800, 133)
    assert found.growth.low >= GROWTH
    assert found.now.value >= FAIR_SHARES / 4
    odds = [share.value / (1 - share.value) for share in (found.before, found.now)]
    assert found.growth.value == pytest.approx(odds[1] / odds[0])


@pytest.mark.parametrize("last", [100, 400])
def test_before_that_nothing_is_found(last: int) -> None:
    subject = make_captured(rows=800, steps=8, overfit_from=500)
    assert find_leanings(subject, FieldMeans(subject, must_have="test"), split="test", last=last) == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_model_that_does_not_overfit_raises_no_warning(seed: int) -> None:
    subject = make_captured(rows=400, steps=8, seed=seed)
    assert find_leanings(subject, FieldMeans(subject, must_have="test"), split="test", last=800) == ()
