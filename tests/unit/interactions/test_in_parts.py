"""A box asked some instances at a time."""

import numpy as np
import pytest

from clicklens.interactions import AdditiveBox, ArchDetect, Nid, Sampling, SurrogateSettings
from clicklens.interactions.in_parts import AT_ONCE, SomeInstances, detect_in_parts
from tests.black_boxes import SignBox

NID = Nid(
    sampling=Sampling(train=60, validation=20, test=20),
    surrogate=SurrogateSettings(hidden=(8,), epochs=2),
)


def crossed(instances):
    return SignBox(lambda x: x.sum(axis=1) + x[:, 0] * x[:, 1], fields=4, instances=instances)


@pytest.mark.parametrize("detector", [ArchDetect(), NID], ids=lambda known: known.kind)
@pytest.mark.parametrize("is_additive", [False, True])
def test_parts_say_what_the_whole_says(detector, is_additive):
    box = crossed(2 * AT_ONCE + 3)
    asked = AdditiveBox(box) if is_additive else box
    told = []
    parts, whole = detect_in_parts(detector, asked, told.append), detector.detect(asked)
    np.testing.assert_allclose(parts.pairs, whole.pairs, rtol=1e-4, atol=1e-6)
    assert [[i.fields for i in one] for one in parts.sets] == [[i.fields for i in one] for one in whole.sets]
    assert (parts.fidelity is None) == (whole.fidelity is None)
    assert told == [AT_ONCE, AT_ONCE, 3]


def test_some_instances_answer_for_themselves():
    box = crossed(5)
    some = SomeInstances(box, np.array([4, 1]))
    kept = np.ones((1, 4), dtype=bool)
    assert some.example_ids.tolist() == [4, 1]
    assert some.ask(kept).tolist() == box.ask(kept)[[4, 1]].tolist()
    assert some.answer(np.array([1]), kept).tolist() == box.ask(kept)[[1], 0].tolist()
