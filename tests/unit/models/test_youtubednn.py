"""YouTubeDNN: what it does and no other."""

from typing import Any

import numpy as np
import torch

from clicklens.core.schema import FeatureSchema
from clicklens.models import YouTubeDnn, build_model
from clicklens.models.youtubednn import YouTubeDnnModel
from tests.rows_by_hand import SCHEMAS, batch_of, schema_of, sizes_of

SHARES = SCHEMAS["a number by its share"]  # user, seen (its share), price (standardised)


def build(schema: FeatureSchema = SHARES, **settings: Any) -> YouTubeDnnModel:
    torch.manual_seed(0)
    spec = YouTubeDnn.model_validate({"embedding_dim": 2, "embedding_spread": 0.5, "hidden": (5, 3), **settings})
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, YouTubeDnnModel)
    return model.eval()


def array(tensor: Any) -> np.ndarray:
    return np.asarray(tensor.detach().double().numpy())


def test_a_share_enters_with_its_square_and_its_root_and_any_other_number_once() -> None:
    model = build()
    embedded = model.embed(batch_of(SHARES))
    found = model.score(embedded)["click"].detach().numpy()
    for row, (seen, price) in enumerate(array(embedded.numeric)):
        state = np.array([*array(embedded.fields["user"])[row], seen, price, seen**2, max(seen, 1e-4) ** 0.5])
        for layer in model.tower.layers:
            linear = layer.get_submodule("linear")
            state = np.maximum(array(linear.weight) @ state + array(linear.bias), 0.0)
        expected = array(model.output.weight)[0] @ state + array(model.output.bias)[0]
        np.testing.assert_allclose(found[row], expected, rtol=1e-4, atol=1e-6)


def test_without_powers_and_without_shares_it_is_a_tower_over_the_plain_input() -> None:
    assert build(powers=False).tower.layers[0].get_submodule("linear").in_features == 4
    assert build(schema_of("a price", "user", {"kind": "numeric", "name": "price"})).powers is None


def test_its_widths_are_the_papers() -> None:
    assert (YouTubeDnn().hidden, YouTubeDnn().powers) == ((1024, 512, 256), True)


def test_taps_are_the_layers() -> None:
    assert list(build().taps()) == ["layer_1.pre", "layer_1", "layer_2.pre", "layer_2"]
