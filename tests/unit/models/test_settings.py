"""Settings that models share."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.models.settings import TowerSettings, build_tower


def test_a_tower_is_built_as_the_settings_say():
    tower = build_tower(TowerSettings(hidden=(6, 4), batch_norm=True, dropout=0.5, activation="prelu"), width_in=3)
    assert tower.width == 4
    layer = tower.layers[0]
    assert (layer.linear.in_features, layer.norm.width, layer.dropout.p) == (3, 6, 0.5)
    assert type(layer.activation).__name__ == "PReLU"


@pytest.mark.parametrize("wrong", [{"hidden": [0]}, {"dropout": 1.0}, {"activation": "gelu"}, {"embedding_dim": 0}])
def test_a_wrong_value_is_refused_by_name(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        TowerSettings(**wrong)
