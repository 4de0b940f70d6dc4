"""The list of detectors."""

import pytest
from pydantic import TypeAdapter

from clicklens.interactions import DETECTORS, AnyDetector


def test_every_detector_stands_under_its_kind():
    assert {kind: detector().kind for kind, detector in DETECTORS.items()} == {kind: kind for kind in DETECTORS}


@pytest.mark.parametrize("kind", sorted(DETECTORS))
def test_a_detector_comes_back_from_json_with_its_settings(kind):
    detector = DETECTORS[kind]()
    assert TypeAdapter(AnyDetector).validate_json(detector.to_json()) == detector
