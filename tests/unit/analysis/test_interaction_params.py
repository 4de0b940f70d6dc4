"""What is asked of a model to tell which fields act together."""

import pytest

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.core.errors import ConfigError


def test_the_settings_reach_the_counting_and_the_detector():
    params = InteractionParams(asked=70, first=2, most=3, tested=False, seed=5)
    detector = params.find_detector()
    assert (detector.kind, detector.sampling.train, detector.sampling.seed) == ("nid", 70, 5)
    glider = params.glider()
    assert (glider.first, glider.most, glider.tested, glider.seed) == (2, 3, False, 5)
    assert InteractionParams(detector="arch_detect").find_detector().kind == "arch_detect"


def test_a_wrong_setting_is_named():
    with pytest.raises(ConfigError, match="rows"):
        InteractionParams.parse({"row": 5}, source="interactions")
