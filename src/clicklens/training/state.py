"""Training state: everything that the next step depends on besides settings and data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from clicklens.core.errors import CorruptError
from clicklens.training.optimizer import CtrOptimizer
from clicklens.training.position import Position

Arrays = Mapping[str, NDArray[np.generic]]

MODEL, OPTIMIZER, RANDOM = "model/", "optimizer/", "random/"


@dataclass(frozen=True)
class TrainingState:
    """Arrays and plain values, in the form that a store keeps."""

    tensors: Arrays
    values: Mapping[str, Any]


def collect_state(model: nn.Module, optimizer: CtrOptimizer, position: Position) -> TrainingState:
    """The weights, the optimiser's memory, torch's random state and the position, as they are now.

    On the CPU the arrays share memory with the model: they are to be written before the next step.
    """
    tensors = {MODEL + name: value for name, value in model.state_dict().items()}
    counts = {}
    for name, parameter in model.named_parameters():
        for key, value in optimizer.state.get(parameter, {}).items():
            if key == "count":
                counts[name] = value
            else:
                tensors[f"{OPTIMIZER}{name}/{key}"] = value
    tensors[RANDOM + "cpu"] = torch.get_rng_state()
    if _device_of(model).type == "cuda":
        tensors[RANDOM + "cuda"] = torch.cuda.get_rng_state(_device_of(model))
    values = {"position": asdict(position), "optimizer_steps": counts}
    return TrainingState({name: tensor.detach().cpu().numpy() for name, tensor in tensors.items()}, values)


def restore_state(state: TrainingState, model: nn.Module, optimizer: CtrOptimizer) -> Position:
    """Puts weights, the optimiser's memory and the random state back. Raises CorruptError when they do not fit."""
    load_weights(state.tensors, model)
    counts = state.values["optimizer_steps"]
    for name, parameter in model.named_parameters():
        if name in counts:
            start = f"{OPTIMIZER}{name}/"
            keys = [key for key in state.tensors if key.startswith(start)]
            memory = {key.removeprefix(start): _tensor(state.tensors[key]).to(parameter.device) for key in keys}
            optimizer.state[parameter] = {"count": int(counts[name]), **memory}
    torch.set_rng_state(_tensor(state.tensors[RANDOM + "cpu"]))
    if RANDOM + "cuda" in state.tensors and _device_of(model).type == "cuda":
        torch.cuda.set_rng_state(_tensor(state.tensors[RANDOM + "cuda"]), _device_of(model))
    return Position(**state.values["position"])


def load_weights(tensors: Arrays, model: nn.Module) -> None:
    """Puts the weights of a checkpoint into a model of the same shape, in place. Raises CorruptError otherwise."""
    kept = {name.removeprefix(MODEL): _tensor(tensors[name]) for name in tensors if name.startswith(MODEL)}
    try:
        model.load_state_dict(kept)
    except RuntimeError as error:
        raise CorruptError(f"the checkpoint does not hold this model: {' '.join(str(error).split())}") from None


def _device_of(model: nn.Module) -> torch.device:
    return next(model.parameters()).device


def _tensor(array: NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(np.array(array))  # a copy: what a store gives may be read-only and mapped from disk
