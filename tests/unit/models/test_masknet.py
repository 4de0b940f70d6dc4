"""MaskNet: what it does and no other."""

from typing import Any

import numpy as np
import pytest
import torch

from clicklens.capture.listen import listening
from clicklens.core.schema import FeatureSchema
from clicklens.models import MaskNet, build_model
from clicklens.models.masknet import MaskNetModel
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

NUMBERS = SCHEMAS["numbers"]


def build(schema: FeatureSchema = NUMBERS, **settings: Any) -> MaskNetModel:
    torch.manual_seed(0)
    spec = MaskNet.model_validate({"embedding_dim": 3, "embedding_spread": 0.5, "blocks": (4, 5), **settings})
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, MaskNetModel)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.1)
    return model.eval()


def array(tensor: Any) -> np.ndarray:
    return np.asarray(tensor.detach().double().numpy())


def normed(values: np.ndarray, gain: np.ndarray, shift: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / np.sqrt(values.var() + 1e-5) * gain + shift


def masked(block: Any, e: np.ndarray, x: np.ndarray) -> np.ndarray:
    """ReLU(LN(W (V_mask ∘ x))), V_mask = W_2 ReLU(W_1 e + b_1) + b_2; one row."""
    hidden = np.maximum(array(block.aggregate.weight) @ e + array(block.aggregate.bias), 0.0)
    mask = array(block.mask.weight) @ hidden + array(block.mask.bias)
    return np.maximum(normed(array(block.linear.weight) @ (mask * x), *map(array, block.norm.parameters())), 0.0)


def logits_by_hand(model: MaskNetModel, vectors: torch.Tensor) -> list[float]:
    """vectors (B, F, D) -> logits (B,)"""
    found = []
    for fields in array(vectors):
        e, x = fields.reshape(-1), fields
        if model.norm is not None:
            affine = zip(array(model.norm.gain), array(model.norm.shift), strict=True)
            x = np.stack([normed(v, gain, shift) for v, (gain, shift) in zip(fields, affine, strict=True)])
        state = x.reshape(-1)
        if model.is_parallel:
            state = np.concatenate([masked(block, e, state) for block in model.blocks])
        else:
            for block in model.blocks:
                state = masked(block, e, state)
        for layer in model.tower.layers:
            linear = layer.get_submodule("linear")
            state = np.maximum(array(linear.weight) @ state + array(linear.bias), 0.0)
        found.append(float(array(model.output.weight[0]) @ state + array(model.output.bias[0])))
    return found


@pytest.mark.parametrize("norm", [True, False])
@pytest.mark.parametrize("structure", ["serial", "parallel"])
def test_the_logit_is_that_of_the_paper(structure: str, norm: bool) -> None:
    model = build(structure=structure, embedding_layer_norm=norm, hidden=(3,) if structure == "parallel" else ())
    embedded = model.embed(batch_of(NUMBERS))
    expected = logits_by_hand(model, model.vectors(embedded))
    np.testing.assert_allclose(model.score(embedded)["click"].detach().numpy(), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("structure", "names"), [("serial", ["mask_1"]), ("parallel", ["mask_1", "mask_2"])])
def test_the_masks_over_fields_are_told_by_their_means(structure: str, names: list[str]) -> None:
    model = build(structure=structure)
    weighings = model.weighings()
    assert list(weighings) == names
    assert all((one.over, one.fields) == ("fields", ("user", "price", "rating")) for one in weighings.values())
    masks = {f"whole {name}": model.blocks[place].get_submodule("mask") for place, name in enumerate(names)}
    with listening({name: one.module for name, one in weighings.items()} | masks) as seen:
        model(batch_of(NUMBERS, rows=5))
    for name in names:
        by_hand = torch.stack([part.mean(dim=1) for part in seen[f"whole {name}"].split(3, dim=1)], dim=1)
        torch.testing.assert_close(seen[name], by_hand)


def test_a_mask_is_made_of_vectors_that_were_not_normalised() -> None:
    model = build(embedding_layer_norm=True)
    embedded = model.embed(batch_of(NUMBERS))
    with listening({"mask": model.blocks[0].get_submodule("mask")}) as seen:
        model.score(embedded)
    block = model.blocks[0]
    e = model.vectors(embedded).flatten(1)
    by_hand = block.get_submodule("mask")(block.get_submodule("aggregate")(e).relu())
    torch.testing.assert_close(seen["mask"], by_hand)


def test_taps_are_the_blocks_and_then_those_of_the_tower() -> None:
    assert list(build(hidden=(3,)).taps()) == [
        "block_1.pre",
        "block_1",
        "block_2.pre",
        "block_2",
        "layer_1.pre",
        "layer_1",
    ]


def test_its_defaults_are_the_benchmarks() -> None:
    spec = MaskNet()
    assert (spec.structure, spec.blocks, spec.reduction) == ("serial", (400, 400, 400), 0.2)
    assert (spec.embedding_layer_norm, spec.hidden) == (False, ())


@pytest.mark.parametrize("settings", [{"structure": "both"}, {"blocks": []}, {"blocks": [0]}, {"reduction": 0.0}])
def test_settings_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(settings))):
        MaskNet.model_validate(settings)
