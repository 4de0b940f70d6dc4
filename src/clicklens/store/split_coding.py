"""How one split's inner states become named arrays on disk, and how they are read back one at a time.

Names of tasks, taps and fields may hold any characters: they stand in the index only, and arrays are numbered.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clicklens.core.snapshot import NeuronStatistics, SplitStates, Tap
from clicklens.store.array_file import Lazy
from clicklens.store.half import from_half, to_half, to_scaled_half

# The states that follow from what comes before them, so that one of the two is enough on disk.
_DERIVED: Mapping[str | None, Callable[[NDArray[np.float32]], NDArray[np.float32]]] = {
    "relu": lambda z: np.maximum(z, np.float32(0)),
    "identity": lambda z: z,
}
_STATISTICS = ("mean", "deviation", "zero_share", "histogram", "edges")

Arrays = dict[str, NDArray[Any]]
Read = Callable[[str], NDArray[Any]]


def encode_split(states: SplitStates, taps: Sequence[Tap]) -> tuple[Arrays, dict[str, Any]]:
    """The arrays to keep, and the index that says what they are. Statistics, logits and labels stay float32."""
    arrays: Arrays = {"example_ids": _as(states.example_ids, np.int64), "weights": _as(states.weights, np.float32)}
    index: dict[str, Any] = {
        "labels": _number("labels", states.labels, arrays),
        "logits": _number("logits", states.logits, arrays),
        "preactivations": [],
        "activations": [],
        "gradients": [],
        "neurons": list(states.neurons),
        "effects": _number("effects", states.effects, arrays),
    }
    for i, (name, values) in enumerate(states.preactivations.items()):
        index["preactivations"].append(name)
        arrays[f"preactivations/{i}"] = to_half(_as(values, np.float32))
    derived = _derived_taps(states, taps)
    for i, (name, values) in enumerate(states.activations.items()):
        index["activations"].append({"name": name, "derived": derived.get(name)})
        if name not in derived:
            arrays[f"activations/{i}"] = to_half(_as(values, np.float32))
    for i, (name, values) in enumerate(states.gradients.items()):
        arrays[f"gradients/{i}"], exponent = to_scaled_half(_as(values, np.float32))
        index["gradients"].append({"name": name, "exponent": exponent})
    for i, statistics in enumerate(states.neurons.values()):
        for part in _STATISTICS:
            kind = np.int64 if part == "histogram" else np.float32
            arrays[f"neurons/{i}/{part}"] = _as(getattr(statistics, part), kind)
    return arrays, index


def decode_split(index: Mapping[str, Any], read: Read) -> SplitStates:
    """The states behind an index; of the arrays only ids and weights are read at once."""
    before = {name: i for i, name in enumerate(index["preactivations"])}
    after = {entry["name"]: (i, entry["derived"]) for i, entry in enumerate(index["activations"])}
    gradients = {entry["name"]: (i, entry["exponent"]) for i, entry in enumerate(index["gradients"])}
    neurons = {name: i for i, name in enumerate(index["neurons"])}

    def preactivation(name: str) -> NDArray[np.float32]:
        return from_half(read(f"preactivations/{before[name]}"))

    def activation(name: str) -> NDArray[np.float32]:
        i, derived = after[name]
        return _DERIVED[derived](preactivation(name)) if derived else from_half(read(f"activations/{i}"))

    def gradient(name: str) -> NDArray[np.float32]:
        i, exponent = gradients[name]
        return from_half(read(f"gradients/{i}"), exponent)

    def statistics(name: str) -> NeuronStatistics:
        return NeuronStatistics(**{part: read(f"neurons/{neurons[name]}/{part}") for part in _STATISTICS})

    return SplitStates(
        example_ids=read("example_ids"),
        weights=read("weights"),
        labels=_plain("labels", index["labels"], read),
        logits=_plain("logits", index["logits"], read),
        activations=Lazy(list(after), activation),
        preactivations=Lazy(list(before), preactivation),
        gradients=Lazy(list(gradients), gradient),
        neurons=Lazy(list(neurons), statistics),
        effects=_plain("effects", index.get("effects", ()), read),
    )


def _derived_taps(states: SplitStates, taps: Sequence[Tap]) -> dict[str, str]:
    """Taps whose state is exactly what their non-linearity makes of the pre-activation; looked at, not believed."""
    found = {}
    for tap in taps:
        rule = _DERIVED.get(tap.nonlinearity)
        if rule and tap.nonlinearity and tap.name in states.preactivations and tap.name in states.activations:
            z = _as(states.preactivations[tap.name], np.float32)
            if np.array_equal(rule(z), _as(states.activations[tap.name], np.float32)):
                found[tap.name] = tap.nonlinearity
    return found


def _number(part: str, values: Mapping[str, NDArray[np.float32]], arrays: Arrays) -> list[str]:
    for i, array in enumerate(values.values()):
        arrays[f"{part}/{i}"] = _as(array, np.float32)
    return list(values)


def _plain(part: str, names: Sequence[str], read: Read) -> Lazy[NDArray[np.float32]]:
    numbers = {name: i for i, name in enumerate(names)}
    return Lazy(names, lambda name: read(f"{part}/{numbers[name]}"))


def _as(values: Any, kind: Any) -> NDArray[Any]:
    return np.asarray(values, dtype=kind)
