"""NID on a black box."""

from clicklens.interactions import Nid, Sampling, SurrogateSettings
from tests.black_boxes import PLANTED, planted_box

SMALL = Nid(
    sampling=Sampling(train=1500, validation=300, test=300),
    surrogate=SurrogateSettings(hidden=(32, 16), main_effects="linear", l1=1e-3, epochs=60),
)


def test_the_planted_sets_stand_above_the_field_that_acts_alone():
    detection = SMALL.detect(planted_box())
    assert detection.fidelity.min() > 0.99
    for pairs in detection.pairs:
        planted = [pairs[i, j] for fields in PLANTED for i in fields for j in fields if i < j]
        others = [pairs[i, j] for i in range(6) for j in range(i + 1, 6) if pairs[i, j] not in planted]
        assert min(planted) > max(others)
    for sets in detection.sets:
        assert set(PLANTED) <= {interaction.fields for interaction in sets[:4]}


def test_no_more_sets_are_told_than_asked_for():
    detection = SMALL.model_copy(update={"most_sets": 2}).detect(planted_box())
    assert [len(sets) for sets in detection.sets] == [2, 2]
