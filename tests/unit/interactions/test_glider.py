"""From many rows to a model."""

import numpy as np
import pytest

from clicklens.interactions import ArchDetect, Detection, Glider, GlobalInteractions, Nid, Sampling, SurrogateSettings
from clicklens.interactions.detection import Interaction
from tests.black_boxes import PLANTED, SignBox, planted


def detection(*found: tuple[tuple[int, ...], ...]) -> Detection:
    sets = tuple(tuple(Interaction(fields, 2.0 - place) for place, fields in enumerate(told)) for told in found)
    return Detection(fields=("user", "item", "day"), pairs=np.zeros((len(found), 3, 3)), sets=sets)


def test_counts_shares_and_the_rows_that_show_a_set():
    found = Glider().count(detection(((0, 1),), ((0, 1), (1, 2)), ((1, 2), (0, 1)), ()), np.array([70, 71, 72, 73]))
    first, second = found.sets
    assert (first.fields, first.count, first.share.value) == (("user", "item"), 3, 0.75)
    assert first.strength.value == pytest.approx((2 + 2 + 1) / 3)
    assert first.examples == (70, 71, 72)
    assert (second.fields, second.count, second.examples) == (("item", "day"), 2, (72, 71))
    assert first.share.low < 0.75 < first.share.high
    assert found.instances == 4


def test_a_set_of_all_fields_is_no_finding():
    assert Glider().count(detection(((0, 1, 2),)), np.array([0])).sets == ()


def test_only_the_first_sets_of_an_instance_count():
    found = Glider(first=1).count(detection(((0, 1), (1, 2))), np.array([0]))
    assert [told.fields for told in found.sets] == [("user", "item")]


def test_what_stands_in_every_row_is_told_in_every_sample_and_what_is_rare_is_not():
    found = [((0, 1), (1, 2))] * 5 + [((0, 1),)] * 20
    told = Glider(most=2).count(detection(*found), np.arange(25)).sets
    assert told[0].stability == 1.0
    rare = Glider(most=1, draws=100).count(detection(*[((0, 1),)] * 6, *[((0, 2),)] * 5), np.arange(11)).sets[0]
    assert 0.3 < rare.stability < 0.95


def test_what_is_planted_is_found_over_many_rows():
    """The triple as a triple, the pair as a pair; the product of three has no pair that outlives it."""
    nid = Nid(
        sampling=Sampling(train=1500, validation=300, test=300),
        surrogate=SurrogateSettings(hidden=(32, 16), main_effects="linear", l1=1e-3, epochs=60),
    )
    box = SignBox(lambda x: planted(x != 0), fields=6, instances=8)
    found = Glider(detector=nid, most=2, first=2).find(box)
    assert {told.fields for told in found.sets} == {tuple(f"field_{i}" for i in fields) for fields in PLANTED}
    assert found.fidelity > 0.99


def test_it_comes_back_from_json():
    glider = Glider(detector=ArchDetect(), most=3)
    assert Glider.model_validate_json(glider.to_json()) == glider
    found = glider.find(SignBox(lambda x: x[:, 0] * x[:, 1], fields=3, instances=2))
    assert GlobalInteractions.model_validate_json(found.to_json()) == found


def test_planted_sets_are_more_than_chance_and_nothing_is_in_a_sum():
    detector = ArchDetect()
    crossed = SignBox(lambda x: x.sum(axis=1) + 2 * x[:, 0] * x[:, 1], fields=6, instances=30)
    found = Glider(detector=detector, most=3, first=1).find(crossed)
    assert found.sets[0].fields == ("field_0", "field_1")
    assert found.sets[0].count == 30
    assert found.sets[0].by_chance < 15
    assert found.sets[0].p < 0.001
    summed = SignBox(lambda x: x.sum(axis=1), fields=6, instances=30)
    assert Glider(detector=detector).find(summed).sets == ()


def test_without_a_test_nothing_is_said_of_chance():
    found = Glider(detector=ArchDetect(), tested=False).find(
        SignBox(lambda x: x[:, 0] * x[:, 1], fields=3, instances=2)
    )
    assert (found.sets[0].by_chance, found.sets[0].p) == (None, None)
