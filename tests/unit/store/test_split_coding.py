from dataclasses import replace

import numpy as np
import pytest

from clicklens.core.snapshot import Tap
from clicklens.store.split_coding import decode_split, encode_split
from tests.stored_values import TAPS, assert_same, make_states


def test_states_are_read_back_as_they_were() -> None:
    states = make_states()
    arrays, index = encode_split(states, TAPS)
    assert_same(decode_split(index, arrays.__getitem__), states)


def test_a_state_that_follows_from_what_comes_before_it_is_not_kept() -> None:
    arrays, index = encode_split(make_states(), TAPS)
    assert [entry["derived"] for entry in index["activations"]] == [None, "relu", None]
    kept = [name for name in arrays if name.startswith(("activations", "preactivations"))]
    assert kept == ["preactivations/0", "preactivations/1", "activations/0", "activations/2"]


def test_an_identity_is_kept_once() -> None:
    states = make_states()
    z = states.preactivations["hidden.2"]
    states = replace(states, activations={"hidden.2": z}, preactivations={"hidden.2": z})
    arrays, index = encode_split(states, [Tap(name="hidden.2", width=3, nonlinearity="identity")])
    assert "activations/0" not in arrays
    np.testing.assert_array_equal(decode_split(index, arrays.__getitem__).activations["hidden.2"], z)


def test_a_state_that_does_not_follow_is_kept_whatever_its_tap_says() -> None:
    states = make_states()
    name = TAPS[1].name
    odd = states.activations[name] + 1  # such as what a dropout or a scale behind the relu leaves
    states = replace(states, activations={**states.activations, name: odd})
    arrays, index = encode_split(states, TAPS)
    np.testing.assert_array_equal(decode_split(index, arrays.__getitem__).activations[name], odd.astype(np.float16))


def test_a_state_that_is_not_a_number_stays_so() -> None:
    states = make_states()
    z = states.preactivations[TAPS[1].name].copy()
    z[0, 0] = np.nan
    states = replace(states, preactivations={TAPS[1].name: z}, activations={TAPS[1].name: np.maximum(z, 0)})
    arrays, index = encode_split(states, TAPS)
    assert np.isnan(decode_split(index, arrays.__getitem__).activations[TAPS[1].name][0, 0])


def test_what_is_kept_in_half_precision_and_what_is_not() -> None:
    arrays, _ = encode_split(make_states(), TAPS)
    kinds = {name.split("/")[0]: {values.dtype.name} for name, values in arrays.items() if "neurons" not in name}
    assert kinds == {
        "example_ids": {"int64"},
        "weights": {"float32"},
        "labels": {"float32"},
        "logits": {"float32"},
        "activations": {"float16"},
        "preactivations": {"float16"},
        "gradients": {"float16"},
    }
    statistics = {name.split("/")[2]: values.dtype.name for name, values in arrays.items() if "neurons" in name}
    assert statistics == {
        "mean": "float32",
        "deviation": "float32",
        "zero_share": "float32",
        "histogram": "int64",
        "edges": "float32",
    }


def test_names_stand_in_the_index_and_not_in_the_file() -> None:
    arrays, _ = encode_split(make_states(), TAPS)
    assert not [name for name in arrays if not name.isascii() or ".." in name or "user" in name]


def test_nothing_but_ids_and_weights_is_read_before_it_is_used() -> None:
    arrays, index = encode_split(make_states(), TAPS)
    asked: list[str] = []
    states = decode_split(index, lambda name: asked.append(name) or arrays[name])  # type: ignore[func-returns-value]
    assert asked == ["example_ids", "weights"]
    assert list(states.activations) == [tap.name for tap in TAPS]
    assert len(asked) == 2
    states.activations[TAPS[1].name]
    assert asked[2:] == ["preactivations/0"]


def test_each_field_has_a_scale_of_its_own() -> None:
    states = make_states()
    sizes = {"tiny": 1e-20, "small": 1e-9, "large": 1e6, "none": 0.0}
    gradients = {name: np.full((5, 2), size, np.float32) for name, size in sizes.items()}
    arrays, index = encode_split(replace(states, gradients=gradients), TAPS)
    found = decode_split(index, arrays.__getitem__).gradients
    for name, size in sizes.items():
        assert found[name] == pytest.approx(np.full((5, 2), size), rel=2.0**-11)


def test_effects_are_kept_and_a_snapshot_from_before_them_has_none() -> None:
    effects = {"名/..": np.arange(3, dtype=np.float32), "price": np.full(3, 1e6, dtype=np.float32)}
    arrays, index = encode_split(replace(make_states(), effects=effects), ())
    back = decode_split(index, arrays.__getitem__).effects
    assert list(back) == list(effects)
    assert all(np.array_equal(back[name], value) for name, value in effects.items())
    del index["effects"]
    assert len(decode_split(index, arrays.__getitem__).effects) == 0
