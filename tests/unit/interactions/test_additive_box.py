"""A model without its interactions."""

import numpy as np
import pytest

from clicklens.interactions import AdditiveBox, SecondDifference
from clicklens.interactions.sample import sample_kept
from tests.black_boxes import SignBox, planted_box


def test_a_sum_is_answered_as_it_is():
    box = SignBox(lambda x: x @ np.arange(1.0, 7.0), fields=6, instances=3)
    kept = sample_kept(fields=6, rows=50, example_ids=range(3))
    assert AdditiveBox(box).ask(kept) == pytest.approx(box.ask(kept))


def test_main_effects_stay_and_the_rest_is_dealt_out_anew():
    """Least squares of the answers over the rows tell the same before and after; the residuals are the same numbers."""
    kept = sample_kept(fields=6, rows=200, example_ids=[7, 8])
    before, after = planted_box().ask(kept), AdditiveBox(planted_box()).ask(kept)
    for place in range(2):
        columns = np.column_stack([np.ones(200), kept[place]])
        weights = [np.linalg.lstsq(columns, answers[place], rcond=None)[0] for answers in (before, after)]
        told = columns @ weights[0]
        residuals = [np.sort(answers[place] - told) for answers in (before, after)]
        assert residuals[0] == pytest.approx(residuals[1])
        assert weights[1] == pytest.approx(weights[0], abs=0.3)
        assert not np.allclose(before[place], after[place])


def test_an_instance_is_answered_alike_alone_and_beside_others():
    kept = sample_kept(fields=6, rows=40, example_ids=[7, 8])
    box = AdditiveBox(planted_box())
    assert box.ask(kept[1:], np.array([1]))[0] == pytest.approx(box.ask(kept)[1])
    assert box.ask(kept[0]).shape == (2, 40)


def test_what_acted_together_no_longer_stands_out():
    told = SecondDifference().detect(AdditiveBox(planted_box())).pairs[0]
    planted = SecondDifference().detect(planted_box()).pairs[0]
    assert told.max() < planted[0, 1]
    assert told[np.triu_indices(6, 1)].min() > 0
